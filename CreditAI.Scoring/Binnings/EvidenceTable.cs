using CreditAI.Scoring.Data;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training;

namespace CreditAI.Scoring.Binnings;

/// <summary>
/// A feature's weight of evidence (WoE) and information value (IV) by bin (Siddiqi 2006, ch. 6). Nothing is smoothed but where it is said.
/// </summary>
public sealed class EvidenceTable
{
    private readonly Tally _all;

    private EvidenceTable(Feature feature, Binning binning, IReadOnlyList<EvidenceRow> rows, Measure informationValue, Tally all)
    {
        _all = all;
        Feature = feature;
        Binning = binning;
        Rows = rows;
        InformationValue = informationValue;
    }

    public Feature Feature { get; }

    public Binning Binning { get; }

    /// <summary>In bin order; the bins of missing and of unseen or out-of-range values only where they hold rows.</summary>
    public IReadOnlyList<EvidenceRow> Rows { get; }

    /// <summary>Σ (share of favourable − share of unfavourable) · WoE, 0 or more. Undefined when a bin holds one outcome only.</summary>
    public Measure InformationValue { get; }

    /// <summary>The same with half a row added to both counts of every bin, and so always defined.</summary>
    public double SmoothedInformationValue =>
        Rows.Sum(row => ((row.Favourable / _all.Good) - (row.Unfavourable / _all.Bad)) * row.SmoothedWeightOfEvidence);

    /// <summary>The usual words for an information value (Siddiqi 2006, p. 81); null when it is undefined.</summary>
    public string? Strength => InformationValue.Value switch
    {
        null => null,
        < 0.02 => "unpredictive",
        < 0.1 => "weak",
        < 0.3 => "medium",
        <= 0.5 => "strong",
        _ => "over-predicting: check that the feature does not know the outcome",
    };

    /// <param name="data">Rows with outcomes.</param>
    /// <param name="rows">The rows to count.</param>
    /// <param name="slot">The feature.</param>
    /// <param name="binning">Its bins.</param>
    public static EvidenceTable Of(Dataset data, ReadOnlySpan<int> rows, int slot, Binning binning)
    {
        var column = data.Features[slot];
        var bins = ScorecardBatch.Encode(binning, column);
        var (tallies, counts) = (new Tally[binning.Count], new long[binning.Count]);
        foreach (var row in rows)
        {
            counts[bins[row]]++;
            tallies[bins[row]] = tallies[bins[row]].Add(data.Favourable[row], data.WeightOf(row));
        }

        return Of(column.Feature, binning, tallies, counts);
    }

    /// <summary>The evidence that a scorecard keeps of its training rows; rows are their weight, rounded.</summary>
    public static EvidenceTable Of(FeatureTerm term) => Of(
        term.Feature,
        term.Binning,
        [.. term.Bins.Select(bin => new Tally(bin.Favourable, bin.Count - bin.Favourable))],
        [.. term.Bins.Select(bin => (long)Math.Round(bin.Count))]);

    private static EvidenceTable Of(Feature feature, Binning binning, Tally[] tallies, long[] counts)
    {
        var all = tallies.Aggregate((sum, tally) => sum + tally);
        var table = new List<EvidenceRow>();
        for (var bin = 0; bin < tallies.Length; bin++)
        {
            if (bin >= Binning.First || counts[bin] > 0)
            {
                table.Add(RowOf(bin, binning.Describe(bin), counts[bin], tallies[bin], all));
            }
        }

        return new EvidenceTable(feature, binning, table, Total(table, counts.Sum()), all);
    }

    private static EvidenceRow RowOf(int bin, string description, long count, Tally tally, Tally all)
    {
        var badRate = Measure.Share(tally.Bad, tally.Count, count, "the bin is empty");
        double? woe = tally is { Good: > 0, Bad: > 0 } ? Math.Log(tally.Good / all.Good / (tally.Bad / all.Bad)) : null;
        var smoothed = Math.Log((tally.Good + 0.5) / all.Good / ((tally.Bad + 0.5) / all.Bad));
        var part = woe * ((tally.Good / all.Good) - (tally.Bad / all.Bad));
        return new EvidenceRow(bin, description, count, tally.Good, tally.Bad, badRate, woe, smoothed, part);
    }

    private static Measure Total(List<EvidenceRow> table, long n)
    {
        var infinite = table.Find(row => row.WeightOfEvidence is null && row.Rows > 0);
        return infinite is null
            ? Measure.Of(table.Sum(row => row.InformationValue ?? 0), n)
            : Measure.Not(n, $"bin '{infinite.Description}' holds one outcome only (n = {infinite.Rows})");
    }
}
