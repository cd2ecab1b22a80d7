using System.Globalization;
using CreditAI.Cli.Running;
using CreditAI.Ledger.Objects;
using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Training;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Policies;
using CreditAI.Scoring.Promotion;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training.Orders;

namespace CreditAI.Cli.Models.Evaluations;

/// <summary>The lender's own decisions whose outcomes are known, made after every version was published: none of them can have been trained on.</summary>
internal sealed class HeldOutDecisions(OwnRows own, ModelRegistry registry, ArtifactStore artifacts) : IHeldOutSource
{
    /// <exception cref="UsageException">The versions have features of one name and of two kinds.</exception>
    public async Task<HeldOutContenders> ReadAsync(IReadOnlyList<ModelVersion> models, Policy? policy, CancellationToken cancellationToken)
    {
        var scorecards = new List<Scorecard>();
        foreach (var model in models)
        {
            scorecards.Add(await artifacts.ScorecardAsync(model, cancellationToken));
        }

        var from = models.Max(model => model.PublishedAt);
        var features = (await registry.ListAsync(cancellationToken)).ToDictionary(model => model.Version, model => model.Features);
        var rows = await own.ReadAsync(
            new TrainingSource.OwnDecisions(from, null, null), Together(scorecards), TimeProvider.System.GetUtcNow(), features, _ => { }, cancellationToken);
        int[] all = [.. Enumerable.Range(0, rows.Data.Count)];
        return new HeldOutContenders(
            [
                .. models.Zip(scorecards, (model, scorecard) => new Contender(
                    scorecard, policy?.CutOffs ?? new CutOffs(model.ApproveAt, model.DeclineBelow), policy?.ReasonMethod ?? model.ReasonBasis,
                    rows.Data.Project(scorecard.Schema), all)),
            ],
            string.Create(CultureInfo.InvariantCulture, $"the ledger's decisions from {from:u}, after every version was published"), rows.Sha256);
    }

    /// <summary>Every feature and protected attribute that any of them has.</summary>
    private static DatasetSchema Together(List<Scorecard> scorecards)
    {
        var features = scorecards.SelectMany(scorecard => scorecard.Schema.Features).GroupBy(feature => feature.Name).ToArray();
        if (features.FirstOrDefault(same => same.Select(feature => feature.Kind).Distinct().Count() > 1) is { } twice)
        {
            throw new UsageException($"'{twice.Key}' is a number for one version and a text for another: they cannot be compared");
        }

        return scorecards[0].Schema with
        {
            Features = [.. features.Select(same => same.First())],
            Protected = [.. scorecards.SelectMany(scorecard => scorecard.Schema.Protected).DistinctBy(attribute => attribute.Name)],
        };
    }
}
