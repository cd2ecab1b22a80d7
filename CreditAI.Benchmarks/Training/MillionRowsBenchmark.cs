using CreditAI.Benchmarks.Measuring;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training;

namespace CreditAI.Benchmarks.Training;

/// <summary>The boosted trainer on a million rows of twenty numbers, without pairs, on all cores.</summary>
internal sealed class MillionRowsBenchmark : IBenchmark
{
    private const int Rows = 1_000_000;
    private const int Features = 20;
    private const double Target = 30;

    public string Name => "million";

    public IEnumerable<Figure> Run()
    {
        var data = Make();
        Scorecard? card = null;
        var seconds = SideBySide.Seconds(() => card = BoostedTrainer.Fit(data, [.. Enumerable.Range(0, Rows)], new BoostedOptions { Pairs = 0 }));
        var points = new double[Rows];
        var scoring = SideBySide.Seconds(() => card!.Points(data.Features, points));
        yield return new Figure(
            "training 1,000,000 x 20, no pairs", Units.Seconds(seconds), "≤ " + Units.Seconds(Target), seconds <= Target,
            $"scoring the same rows on one core: {Units.Seconds(scoring)}");
    }

    // Half of the features matter, each by a bend that no straight line follows.
    private static Dataset Make()
    {
        var random = new Random(1);
        Feature[] features = [.. Enumerable.Range(0, Features).Select(slot => new Feature
        {
            Name = $"f{slot}",
            Kind = FeatureKind.Numeric,
            DisplayName = $"Feature {slot}",
            Reason = $"Reason {slot}",
        })];
        double[][] values = [.. features.Select(_ => Enumerable.Range(0, Rows).Select(_ => random.NextDouble()).ToArray())];
        var favourable = new bool[Rows];
        for (var row = 0; row < Rows; row++)
        {
            var logOdds = 1.5;
            for (var slot = 0; slot < Features / 2; slot++)
            {
                logOdds += Math.Sin(values[slot][row] * (slot + 2)) - 0.5;
            }

            favourable[row] = random.NextDouble() < 1 / (1 + Math.Exp(-logOdds));
        }

        var schema = new DatasetSchema { Name = "million", Label = new Label("y", "1", "0"), Features = features };
        return new Dataset(
            schema, Rows, [.. features.Select((feature, slot) => new NumericColumn(feature, values[slot]))], favourable, null, [], new Dictionary<string, string[]>(), []);
    }
}
