using System.Globalization;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training.Boosting;

namespace CreditAI.Scoring.Training;

/// <summary>
/// A generalized additive model with pairwise terms (GA²M: Lou et al. 2012, 2013; explainable boosting: Nori et al. 2019): small
/// trees of one feature each are boosted in turn, then the pairs that interact most get tables of their own; several such models,
/// each stopped on rows it did not see, are averaged. Equal input, options and seed give the same scorecard whatever the threads.
/// </summary>
public static class BoostedTrainer
{
    public const string Name = "boosted";

    // All pairs of more features than this would take longer to rank than to learn.
    private const int MostPairedFeatures = 64;

    private const double EvidenceSmoothing = 4;

    /// <param name="data">Rows with outcomes.</param>
    /// <param name="rows">The training rows.</param>
    /// <param name="options">Null: the defaults.</param>
    /// <param name="scale">Null: 600 points at 50:1, 20 to double the odds.</param>
    /// <param name="advance">Told how many of two steps a bag are done, from any thread; null: nobody is.</param>
    /// <param name="cancellation">Looked at in every round.</param>
    /// <returns>A scorecard whose lineage holds the trainer's parameters, seed and notes and nothing else yet.</returns>
    /// <exception cref="DatasetException">The training rows hold one outcome only.</exception>
    /// <exception cref="ArgumentException">An option lies outside its range, or names a feature that the schema does not.</exception>
    public static Scorecard Fit(
        Dataset data, int[] rows, BoostedOptions? options = null, PointScale? scale = null, Action<long>? advance = null, CancellationToken cancellation = default)
    {
        options ??= new BoostedOptions();
        scale ??= new PointScale();
        options.Validate();
        RequireKnown(data, options);
        var set = new TrainingSet(data, rows, options.Penalty);
        var notes = new List<string>();
        var features = Bin(data, rows, options, notes);
        int[] slots = [.. Enumerable.Range(0, features.Length).Where(slot => TakesPart(features[slot], options, notes))];

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads ?? Environment.ProcessorCount, CancellationToken = cancellation };
        var draw = new BagDraw(set, options);
        var bags = new Bag[options.Bags];
        long done = 0;
        Parallel.For(0, bags.Length, parallel, index =>
        {
            bags[index] = new Bag(set, draw, index, options);
            bags[index].LearnFeatures(features, slots, cancellation);
            advance?.Invoke(Interlocked.Increment(ref done));
        });
        var reaches = options.Smoothing is { } reach
            ? [.. Enumerable.Repeat(reach, features.Length)]
            : SmoothingChoice.Of(set, features, slots, bags, parallel);
        if (options.Smoothing is null && reaches.Any(chosen => chosen > 0))
        {
            notes.Add($"smoothed over so many rows as held-out rows are then predicted best: {string.Join(", ", slots.Where(slot => reaches[slot] > 0)
                .Select(slot => string.Create(CultureInfo.InvariantCulture, $"{features[slot].Feature.Name} {reaches[slot]}")))}");
        }

        var pairs = ChoosePairs(features, slots, bags, options, parallel);
        Parallel.For(0, bags.Length, parallel, index =>
        {
            bags[index].LearnPairs(features, pairs, cancellation);
            advance?.Invoke(Interlocked.Increment(ref done));
        });

        var ensemble = new Ensemble(set, features, pairs, bags);
        if (options.Recalibrate && HeldOutSlope.Of(set, bags) is { } slope)
        {
            ensemble.Scale(slope);
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"log-odds multiplied by {slope:0.000}, the calibration slope on rows that bags held out"));
        }

        ensemble.Centre(reaches);
        ensemble.Calibrate();
        var writer = new TableWriter(ensemble, new WeightOfEvidence(set.Population, EvidenceSmoothing), scale.Factor, options.MergePoints);
        return new Scorecard(
            data.Schema,
            scale,
            scale.PointsAt(ensemble.Intercept),
            writer.Features(),
            new Lineage
            {
                Trainer = Name,
                CodeVersion = CodeVersion.Current,
                Rows = rows.Length,
                Seed = options.Seed,
                Parameters = options.ToParameters(pairs.Count),
                Notes = notes,
            },
            writer.Pairs());
    }

    private static void RequireKnown(Dataset data, BoostedOptions options)
    {
        if (options.Features?.FirstOrDefault(name => data.Schema.Features.All(feature => feature.Name != name)) is { } unknown)
        {
            throw new ArgumentException($"the schema has no feature '{unknown}'", nameof(options));
        }

        if (options.Penalty is { } penalty && penalty.Groups.Length != data.Count)
        {
            throw new ArgumentException($"the penalty has {penalty.Groups.Length} group codes for {data.Count} rows", nameof(options));
        }
    }

    private static FineBins[] Bin(Dataset data, int[] rows, BoostedOptions options, List<string> notes)
    {
        var binner = new FineBinner(rows, options);
        var features = new FineBins[data.Features.Count];
        var remarks = new string?[features.Length];
        Parallel.For(0, features.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads ?? Environment.ProcessorCount }, slot =>
            features[slot] = binner.Bin(data.Features[slot], out remarks[slot]));
        notes.AddRange(remarks.OfType<string>());
        return features;
    }

    private static bool TakesPart(FineBins bins, BoostedOptions options, List<string> notes)
    {
        var reason = options.Features is { } wanted && !wanted.Contains(bins.Feature.Name) ? "left out as asked"
            : bins.IsConstant ? "left out, its values do not tell rows apart"
            : null;
        if (reason is not null)
        {
            notes.Add($"{bins.Feature.Name}: {reason}");
        }

        return reason is null;
    }

    /// <summary>The pairs that interact most over all bags, strongest first.</summary>
    private static List<(PairAxis Rows, PairAxis Columns)> ChoosePairs(
        FineBins[] features, int[] slots, Bag[] bags, BoostedOptions options, ParallelOptions parallel)
    {
        var wanted = options.Pairs ?? 2 * slots.Length;
        if (wanted == 0 || slots.Length < 2)
        {
            return [];
        }

        var axes = slots.ToDictionary(slot => slot, slot => PairAxes.Of(slot, features[slot], MeanOf(bags, slot), options.MaximumPairBins));
        int[] paired = [.. slots.OrderByDescending(slot => Spread(features[slot], MeanOf(bags, slot))).Take(MostPairedFeatures).Order()];
        var candidates = paired.SelectMany((first, index) => paired.Skip(index + 1).Select(second => (axes[first], axes[second]))).ToList();
        var strengths = new double[bags.Length][];
        Parallel.For(0, bags.Length, parallel, index =>
            strengths[index] = bags[index].Strengths(features, candidates, parallel.CancellationToken));
        return [.. Enumerable.Range(0, candidates.Count)
            .OrderByDescending(pair => strengths.Sum(bag => bag[pair]))
            .Take(wanted)
            .Select(pair => candidates[pair])];
    }

    private static double[] MeanOf(Bag[] bags, int slot)
    {
        var mean = new double[bags[0].Features[slot]!.Length];
        foreach (var bag in bags)
        {
            for (var bin = 0; bin < mean.Length; bin++)
            {
                mean[bin] += bag.Features[slot]![bin] / bags.Length;
            }
        }

        return mean;
    }

    /// <summary>Mean distance of what rows earn to nothing.</summary>
    private static double Spread(FineBins bins, double[] values) => bins.Codes.Average(code => Math.Abs(values[code]));
}
