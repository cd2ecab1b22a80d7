using System.Globalization;
using CreditAI.Scoring.Mitigation.Methods;

namespace CreditAI.Tests.Scoring.References;

public sealed partial class ReferenceValuesTests
{
    [Fact]
    public void SeedPipeline_SplitOfSeed42_HoldsTheReferencesTestRows()
    {
        int[] expected = [.. File.ReadLines(Reference.File("reference/seed_predictions.csv")).Skip(1)
            .Select(line => int.Parse(line.Split(',')[0], CultureInfo.InvariantCulture))];

        var (train, test) = StratifiedSplit.Once(SeedData().Favourable, 0.3, 42);

        Assert.Equal(expected.Order(), test.Order());
        Assert.Equal(Enumerable.Range(0, 1000), train.Concat(test).Order());
    }

    // The methods that draw decisions drew other coins there: theirs are compared loosely, and by what they are for.
    [Theory]
    [InlineData(MitigationMethod.Baseline, 1e-3)]
    [InlineData(MitigationMethod.Reweight, 1e-3)]
    public void SeedPipeline_WithoutDraws_EveryNumberIsTheReferences(MitigationMethod method, double tolerance)
    {
        var misses = new ReferenceMisses();
        var expected = Reference.Json("reference/seed_pipeline.json").GetProperty(method == MitigationMethod.Baseline ? "baseline" : "reweight");

        var measured = MethodEvaluation.Split(SeedData(), method, 0.3, 42);

        Assert.Equal(expected.GetProperty("overall").EnumerateObject().Select(one => one.Name).Order(), measured.Overall.Select(one => one.Key).Order());
        foreach (var (name, value) in measured.Overall)
        {
            misses.Check($"{method}.overall.{name}", expected.GetProperty("overall").GetProperty(name), value, tolerance);
        }

        foreach (var (group, values) in measured.ByGroup)
        {
            foreach (var (name, value) in values)
            {
                misses.Check($"{method}.by_group.{group}.{name}", expected.GetProperty("by_group").GetProperty(group).GetProperty(name), value, tolerance);
            }
        }

        misses.AssertNone(least: 60);
    }

    [Theory]
    [InlineData(MitigationMethod.Postprocess, "postprocess", "equalized_odds_difference")]
    [InlineData(MitigationMethod.Expgrad, "expgrad", "demographic_parity_difference")]
    public void SeedPipeline_WithDraws_IsNearTheReferenceAndTheSameEveryTime(MitigationMethod method, string name, string held)
    {
        var expected = Reference.Json("reference/seed_pipeline.json").GetProperty(name).GetProperty("overall");
        var baseline = Of(MethodEvaluation.Split(SeedData(), MitigationMethod.Baseline, 0.3, 42), held);

        var measured = MethodEvaluation.Split(SeedData(), method, 0.3, 42);

        Assert.InRange(Of(measured, "accuracy"), expected.GetProperty("accuracy").GetDouble() - 0.05, expected.GetProperty("accuracy").GetDouble() + 0.05);
        Assert.InRange(Of(measured, held), 0, 0.8 * baseline);
        Assert.Equal(measured.Overall, MethodEvaluation.Split(SeedData(), method, 0.3, 42).Overall);
    }

    private static double Of(MethodMetrics metrics, string name) => metrics.Overall.First(one => one.Key == name).Value!.Value;

    private static MethodData SeedData()
    {
        string[][] lines = [.. File.ReadLines(Reference.File("data/seed_synthetic.csv")).Select(line => line.Split(','))];
        string[] header = lines[0];
        int[] features = [.. header.Index().Where(one => one.Item is not ("label" or "protected")).Select(one => one.Index)];
        return new MethodData(
            [.. features.Select(column => (double[])[.. lines.Skip(1).Select(row => double.Parse(row[column], CultureInfo.InvariantCulture))])],
            [.. lines.Skip(1).Select(row => row[Array.IndexOf(header, "label")] == "1")],
            "protected",
            [.. lines.Skip(1).Select(row => row[Array.IndexOf(header, "protected")])]);
    }
}
