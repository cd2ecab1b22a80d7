using System.Text.Json;
using CreditAI.Benchmarks.Measuring;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Metrics;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training;

namespace CreditAI.Benchmarks.Training;

/// <summary>The boosted trainer on public data, trained on rows with index mod 10 below 7, beside InterpretML's EBM on the same rows.</summary>
internal sealed class QualityBenchmark : IBenchmark
{
    private const double BrierSlack = 0.002;

    private static readonly (string Data, double Auc, double? Seconds)[] Targets =
    [
        ("german", 0.785, null),
        ("hmda_boston", 0.820, null),
        ("hmeq", 0.962, 10),
        ("taiwan", 0.780, 20),
        ("adult", 0.855, null),
    ];

    public string Name => "quality";

    public IEnumerable<Figure> Run() => SharedData.IsThere
        ? Targets.SelectMany(target => Measure(target.Data, target.Auc, target.Seconds))
        : [new Figure("boosted on public data", SharedData.Absent, "", null)];

    private static IEnumerable<Figure> Measure(string name, double auc, double? target)
    {
        var data = SharedData.Load(name);
        var rows = RowSplit.Parse("index%10<7").Split(data, name, seed: 1);
        Scorecard? card = null;
        var seconds = SideBySide.Seconds(() => card = BoostedTrainer.Fit(data, rows.Train));
        var test = Test(card!, data, rows.Test);
        var peer = Peer(name);
        var (peerAuc, peerBrier, peerSeconds) = (
            peer.GetProperty("auc").GetDouble(), peer.GetProperty("brier").GetDouble(), peer.GetProperty("fit_seconds_wall").GetDouble());
        yield return new Figure(
            $"{name}: test AUC", Units.Share(test.Auc!.Value), "≥ " + Units.Share(auc), test.Auc >= auc, $"EBM: {Units.Share(peerAuc)}");
        yield return new Figure(
            $"{name}: test Brier", Units.Share(test.Brier!.Value), "≤ " + Units.Share(peerBrier + BrierSlack), test.Brier <= peerBrier + BrierSlack,
            $"EBM: {Units.Share(peerBrier)}");
        yield return new Figure(
            $"{name}: training, {card!.Pairs.Count} pairs", Units.Seconds(seconds), target is { } most ? "≤ " + Units.Seconds(most) : "",
            target is null ? null : seconds <= target, $"EBM, on another machine: {Units.Seconds(peerSeconds)}", peerSeconds / seconds);
    }

    private static Performance Test(Scorecard card, Dataset data, int[] rows)
    {
        var points = card.Points(card.Encode(data));
        bool[] favourable = [.. rows.Select(row => data.Favourable[row])];
        return PerformanceMeasures.Of(favourable, [.. rows.Select(row => 1 - card.Scale.ProbabilityOfDefault(points[row]))]);
    }

    // With interactions where the reference has them: ours has pairs too.
    private static JsonElement Peer(string name)
    {
        var peer = SharedData.Reference("ebm_quality.json").GetProperty(name);
        return peer.TryGetProperty("default_interactions", out var both) ? both : peer.GetProperty("main_effects_only");
    }
}
