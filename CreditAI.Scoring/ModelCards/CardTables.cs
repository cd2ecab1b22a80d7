using CreditAI.Scoring.Binnings;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;
using static CreditAI.Scoring.ModelCards.CardBlock;

namespace CreditAI.Scoring.ModelCards;

/// <summary>A card's tables: what each feature may add, and why it would be given as a reason.</summary>
internal static class CardTables
{
    private static readonly double[] Shown = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

    public static IEnumerable<CardBlock> Features(Scorecard scorecard)
    {
        yield return new Heading(2, "Features and reasons");
        yield return new Table(
            ["Feature", "Reason when it costs points", "Reason when missing", "Held to", "Applicant can", "IV", "Points"],
            [
                .. scorecard.Terms.Select(term => (string[])[
                    term.Feature.DisplayName,
                    term.Feature.Reason,
                    term.Feature.MissingReason ?? term.Feature.Reason,
                    term.Feature.Direction == Direction.Free ? "nothing" : $"{term.Feature.Direction.ToString().ToLowerInvariant()} goodness",
                    term.Feature.Actionable == Actionability.None ? "not change it" : $"{(term.Feature.Actionable == Actionability.Any ? "change" : term.Feature.Actionable.ToString().ToLowerInvariant())} it",
                    EvidenceTable.Of(term).InformationValue.Value is { } value ? CardFigures.Short(value) : CardFigures.Undefined,
                    $"{CardFigures.Points(term.Bins.Min(bin => bin.Points))} to {CardFigures.Points(term.Bins.Max(bin => bin.Points))}",
                ]),
            ],
            5);
        yield return new Paragraph("IV is the information value of the feature's bins on the training rows; undefined where a bin holds one outcome only.");
    }

    public static IEnumerable<CardBlock> Points(Scorecard scorecard)
    {
        yield return new Heading(2, "Points");
        yield return new Paragraph($"Every application starts with {CardFigures.Score(scorecard.BasePoints)} points. Rows and bad rates are of the training rows.");
        foreach (var term in scorecard.Terms)
        {
            yield return new Heading(3, $"{term.Feature.DisplayName} ({term.Feature.Name})");
            var evidence = EvidenceTable.Of(term).Rows.ToDictionary(row => row.Bin);
            yield return new Table(
                ["Bin", "rows", "bad rate", "WoE", "points"],
                [
                    .. Enumerable.Range(0, term.Bins.Count).Select(bin => (string[])[
                        term.Binning.Describe(bin),
                        CardFigures.Count(term.Bins[bin].Count),
                        evidence.TryGetValue(bin, out var row) && row.Rows > 0 ? CardFigures.Percent(row.BadRate) : "",
                        CardFigures.Evidence(term.Bins[bin].WeightOfEvidence),
                        CardFigures.Points(term.Bins[bin].Points),
                    ]),
                ]);
        }
    }

    public static IEnumerable<CardBlock> Pairs(Scorecard scorecard)
    {
        if (scorecard.Pairs.Count == 0)
        {
            yield break;
        }

        yield return new Heading(2, "Points of pairs");
        yield return new Paragraph("What two features add together beyond what each adds alone. What a pair costs is shared half and half by its two features' reasons.");
        foreach (var pair in scorecard.Pairs)
        {
            var (first, second) = (scorecard.Terms[pair.First], scorecard.Terms[pair.Second]);
            yield return new Heading(3, $"{first.Feature.DisplayName} and {second.Feature.DisplayName}");
            string[] columns = [.. Groups(second, pair.SecondGroups.ToArray(), pair.Columns)];
            yield return new Table(
                [$"{first.Feature.Name} \\ {second.Feature.Name}", .. columns],
                [
                    .. Groups(first, pair.FirstGroups.ToArray(), pair.Rows).Select((group, row) => (string[])[
                        group,
                        .. Enumerable.Range(0, pair.Columns).Select(column => CardFigures.Points(pair.Points[(row * pair.Columns) + column])),
                    ]),
                ]);
        }
    }

    public static IEnumerable<CardBlock> Scores(Scorecard scorecard)
    {
        var quantiles = scorecard.Lineage.ScoreQuantiles;
        if (quantiles.Count < 2)
        {
            yield break;
        }

        yield return new Heading(2, "Scores of the training rows");
        yield return new Table(
            ["Share below", "points", "probability of default"],
            [
                .. Shown.Select(share =>
                {
                    var points = quantiles[(int)Math.Round(share * (quantiles.Count - 1))];
                    return (string[])[CardFigures.Percent(share), CardFigures.Score(points), CardFigures.Percent(scorecard.Scale.ProbabilityOfDefault(points))];
                }),
            ]);
    }

    /// <summary>Each group of a pair's axis by its first and last bin, since bins in a group are neighbours or share a level's evidence.</summary>
    private static IEnumerable<string> Groups(FeatureTerm term, ushort[] groups, int count) =>
        Enumerable.Range(0, count).Select(group =>
        {
            int[] bins = [.. Enumerable.Range(0, groups.Length).Where(bin => groups[bin] == group)];
            return term.Binning is NumericBinning && bins.Count(bin => bin >= Binning.First) > 2
                ? string.Join(", ", bins.Where(bin => bin < Binning.First).Select(term.Binning.Describe)
                    .Append($"{term.Binning.Describe(bins.First(bin => bin >= Binning.First))} … {term.Binning.Describe(bins[^1])}"))
                : string.Join(", ", bins.Select(term.Binning.Describe));
        });
}
