using CreditAI.Scoring.Alternatives;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Mitigation;
using CreditAI.Scoring.Mitigation.Reductions;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Training.Orders;

/// <summary>Carries out a training order on its rows.</summary>
/// <param name="Scorecard">The artifact, with its lineage.</param>
/// <param name="Search">What a search tried; null where none was ordered.</param>
public sealed record OrderedTraining(Scorecard Scorecard, SearchResult? Search)
{
    /// <param name="order">What is asked for.</param>
    /// <param name="data">Rows with outcomes.</param>
    /// <param name="sha256">Of the rows, for the lineage.</param>
    /// <param name="notes">What a reviewer should know of the rows.</param>
    /// <param name="memory">Members of a search that were trained before.</param>
    /// <param name="progress">Receives the share that is done, 0 to 1, from any thread.</param>
    /// <param name="cancellation">Gives up; what <paramref name="memory"/> keeps stays.</param>
    /// <exception cref="DatasetException">The rows cannot be learned from.</exception>
    /// <exception cref="ArgumentException">The data have no such protected attribute.</exception>
    public static OrderedTraining Run(
        TrainingOrder order, Dataset data, string sha256, IReadOnlyList<string> notes, ISearchMemory memory, Action<double> progress, CancellationToken cancellation)
    {
        var rows = RowSplit.Parse(order.Split).Split(data, data.Source, order.Seed);
        var request = new TrainingRequest
        {
            Boosted = order.Trainer == BoostedTrainer.Name ? new BoostedOptions { Seed = order.Seed } : null,
            Seed = order.Seed,
            Split = order.Split,
            DataSha256 = sha256,
            ApprovalRate = order.ApprovalRate,
        };
        var trained = order switch
        {
            { Search: { } search } => Find(order, search, data, rows, sha256, memory, progress, cancellation),
            { Mitigation.Reduction: { } reduction } => new(
                ReducedTraining.Run(data, rows, request, order.Mitigation.Attribute, reduction, grid: false, cancellation).Chosen.Scorecard, null),
            { Mitigation: { } mitigation } => new(Reweighed(data, rows, request, mitigation.Attribute, progress, cancellation), null),
            _ => new OrderedTraining(TrainingRun.Run(data, rows, request, done => progress(done / (double)request.Steps), cancellation).Scorecard, null),
        };
        var lineage = trained.Scorecard.Lineage;
        return notes.Count == 0 ? trained : trained with { Scorecard = trained.Scorecard.With(lineage with { Notes = [.. lineage.Notes, .. notes] }) };
    }

    private static OrderedTraining Find(
        TrainingOrder order, SearchOrder search, Dataset data, SplitRows rows, string sha256, ISearchMemory memory, Action<double> progress,
        CancellationToken cancellation)
    {
        var options = new SearchOptions
        {
            Protected = search.Protected,
            Models = search.Models,
            MaximumLoss = search.MaximumLoss,
            ApprovalRate = order.ApprovalRate,
            Seed = order.Seed,
            DataSha256 = sha256,
            Split = order.Split,
        };
        var result = new AlternativeSearch(data, rows, options).Run(memory.Recall, memory.Keep, (done, all) => progress(done / (double)all), cancellation);
        return new OrderedTraining(result.Alternatives[result.Chosen].Scorecard, result);
    }

    private static Scorecard Reweighed(
        Dataset data, SplitRows rows, TrainingRequest request, string attribute, Action<double> progress, CancellationToken cancellation)
    {
        var column = data.Groups.FirstOrDefault(group => group.Attribute.Name == attribute)
            ?? throw new ArgumentException($"the data have no protected attribute '{attribute}'", nameof(attribute));
        var reweighing = Reweighing.Of(GroupedOutcomes.Of(data, column, rows.Train));
        var (favourable, weights) = (data.Favourable.ToArray(), new double[data.Count]);
        for (var row = 0; row < weights.Length; row++)
        {
            weights[row] = data.WeightOf(row);
        }

        foreach (var row in rows.Train)
        {
            weights[row] *= reweighing.FactorOf(column.Codes[row], favourable[row]) ?? 1;
        }

        var fitted = request.Fit(data.With(favourable, weights), rows.Train, done => progress(done / (double)request.Steps), cancellation);
        var noted = fitted.With(fitted.Lineage with { Notes = [.. fitted.Lineage.Notes, $"its training rows were reweighed so that {attribute} and the outcome are independent"] });
        return TrainingRun.Finish(noted, data, rows, request).Scorecard;
    }
}
