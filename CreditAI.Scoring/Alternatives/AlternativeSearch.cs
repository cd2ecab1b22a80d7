using CreditAI.Scoring.Alternatives.Judging;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Proxies;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Alternatives;

/// <summary>
/// The search for a less discriminatory alternative: a family of scorecards that never see a protected attribute, compared at one
/// approval rate on held-out rows. The choice is made on one part of them and confirmed on the other.
/// </summary>
public sealed class AlternativeSearch
{
    private readonly Dataset _data;
    private readonly SearchOptions _options;
    private readonly int[] _train;
    private readonly int[] _choice;
    private readonly int[] _confirmation;

    /// <param name="data">Rows with outcomes and protected attributes.</param>
    /// <param name="rows">The held-out side is parted again by seed: one part to choose by, one to confirm.</param>
    /// <param name="options">What is asked for.</param>
    /// <exception cref="ArgumentException">An option is outside its range, or a protected attribute is unknown; the message names it.</exception>
    public AlternativeSearch(Dataset data, SplitRows rows, SearchOptions options)
    {
        Validate(data, options);
        (_data, _options, _train) = (data, options, rows.Train);
        int[] shuffled = [.. rows.Test];
        new Random(options.Seed).Shuffle(shuffled);
        var confirming = (int)Math.Round(options.ConfirmationShare * shuffled.Length);
        _confirmation = [.. shuffled.Take(confirming).Order()];
        _choice = [.. shuffled.Skip(confirming).Order()];
    }

    /// <param name="recall">Gives a member that was trained before, so that a search can go on where it was stopped; null: none.</param>
    /// <param name="keep">Receives each member as it is trained, from several threads.</param>
    /// <param name="progress">Receives the number of members that are there.</param>
    /// <param name="cancel">Stops between two members.</param>
    /// <exception cref="DatasetException">The training rows hold one outcome only, or no attribute has two groups to compare.</exception>
    public SearchResult Run(
        Func<AlternativeSpec, Scorecard?>? recall = null,
        Action<AlternativeSpec, Scorecard>? keep = null,
        Action<int, int>? progress = null,
        CancellationToken cancel = default)
    {
        Scorecard Trained(AlternativeSpec spec, IReadOnlyDictionary<string, string> references)
        {
            if ((spec.IsBaseline ? _options.Baseline : null) is { } own)
            {
                return own;
            }

            if (recall?.Invoke(spec) is { } known)
            {
                return known;
            }

            var fitted = new AlternativeTrainer(_data, new SplitRows(_train, _choice), _options, references).Fit(spec, cancel);
            keep?.Invoke(spec, fitted);
            return fitted;
        }

        var first = new AlternativeSpec { Index = 0 };
        var baseline = Candidate.Of(first, Trained(first, new Dictionary<string, string>()), _data, _train, _options);
        var references = ReferenceGroups.Of(_data, _choice, _options.Protected, baseline.Points, baseline.ApproveAt, _options.MinimumN);
        var choiceRows = JudgedRows.Of(_data, _choice, _options.Protected, _options.MinimumN, references);
        var confirmationRows = JudgedRows.Of(_data, _confirmation, _options.Protected, _options.MinimumN, references);
        var proxies = Proxies(baseline.Points);
        var family = new AlternativeFamily(_data.Schema, _options.Protected, Ranked(proxies), _options.Seed).Members(_options.Models);
        progress?.Invoke(1, family.Count);

        var candidates = new Candidate[family.Count];
        candidates[0] = baseline;
        var done = 1;
        Parallel.For(1, family.Count, new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount }, index =>
        {
            candidates[index] = Candidate.Of(family[index], Trained(family[index], references), _data, _train, _options);
            progress?.Invoke(Interlocked.Increment(ref done), family.Count);
        });
        var judged = new FamilyJudgement(_options, choiceRows, candidates).Judge(cancel);
        var (chosen, reason) = AlternativeChoice.Of(judged, _options);
        return new SearchResult
        {
            Options = _options,
            Rows = (_train.Length, _choice.Length, _confirmation.Length),
            References = references,
            Alternatives = AlternativeChoice.Explain(judged, chosen, _options),
            Chosen = chosen,
            Reason = reason,
            Confirmation = chosen == 0 ? null : FamilyJudgement.Confirm(_options, confirmationRows, baseline, candidates[chosen], cancel),
            Proxies = proxies,
            ChosenProxies = [.. Proxies(candidates[chosen].Points).Where(proxy => proxy.Source == Proxy.Score)],
            Notes = [.. choiceRows.Notes.Concat(confirmationRows.Notes).Distinct()],
        };
    }

    // On the rows of the choice: the family is built after them, and the others must not have had a part in it.
    private List<Proxy> Proxies(double[] points) =>
    [
        .. _options.Protected.SelectMany(name => ProxyMeasures.Of(
            _data, new SplitRows(_train, _choice), _data.Groups.Single(groups => groups.Attribute.Name == name), points, _options.MinimumN)),
    ];

    private static string[] Ranked(List<Proxy> proxies) =>
    [
        .. proxies
            .Where(proxy => proxy.Source is not (Proxy.Score or Proxy.Together) && proxy.Auc.Value is not null)
            .GroupBy(proxy => proxy.Source)
            .OrderByDescending(source => source.Max(proxy => proxy.Auc.Value))
            .ThenBy(source => source.Key, StringComparer.Ordinal)
            .Select(source => source.Key),
    ];

    private static void Validate(Dataset data, SearchOptions options)
    {
        static void Require(bool holds, string message)
        {
            if (!holds)
            {
                throw new ArgumentException(message);
            }
        }

        Require(options.Protected.Count > 0, "a search needs a protected attribute to be fair by");
        foreach (var name in options.Protected)
        {
            var known = data.Groups.Select(groups => groups.Attribute.Name).ToList();
            Require(known.Contains(name), $"'{name}' is no protected attribute of the schema; it has {(known.Count == 0 ? "none" : string.Join(", ", known))}");
        }

        Require(
            options.Baseline is null || options.Baseline.Schema.Features.Select(feature => feature.Name).SequenceEqual(data.Schema.Features.Select(feature => feature.Name)),
            "the baseline scorecard takes other features than the schema has");
        Require(options.Models >= 2, "a family has at least two models");
        Require(options.MaximumLoss >= 0, "the largest loss must not be negative");
        Require(options.ApprovalRate is > 0 and < 1, "the approval rate must lie between 0 and 1");
        Require(options.ConfirmationShare is > 0 and < 1, "the share that confirms must lie between 0 and 1");
        Require(options.MinimumN >= 1, "the fewest rows of a group must be at least 1");
        Require(options.Resamples >= 100, "at least 100 resamples are needed for a 95 % band");
    }
}
