using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Scorecards.Engine;

namespace CreditAI.Tests.Scoring.Scorecards.Engine;

public sealed class EdgeSearchTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData(-3.0, 40.0)]
    public void BinOf_AnyNumberOfEdges_IsAsTheBinningSays(double? minimum, double? maximum)
    {
        var feature = new Feature { Name = "income", DisplayName = "Income", Kind = FeatureKind.Numeric, Reason = "Income", Minimum = minimum, Maximum = maximum };
        int[] lengths = [.. Enumerable.Range(0, 70), 255, 256, 257, 271, 272, 4095, 4096, 4097, 65_000];
        foreach (var length in lengths)
        {
            var binning = new NumericBinning(feature, Enumerable.Range(0, length).Select(edge => edge / 8.0));
            double[] values =
            [
                .. binning.Edges.SelectMany(edge => new[] { Math.BitDecrement(edge), edge, Math.BitIncrement(edge) }),
                -1, -0.0, 1e300, -1e300, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue,
            ];
            Assert.Equal(values.Select(binning.BinOf), values.Select(binning.Search.BinOf));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(253)]
    public void Encode_WithAnyInstructions_IsAsTheBinningSays(int edges)
    {
        var binning = new NumericBinning(
            new Feature { Name = "income", DisplayName = "Income", Kind = FeatureKind.Numeric, Reason = "Income", Maximum = 30 }, Enumerable.Range(0, edges).Select(edge => edge / 8.0));
        double[] values = [.. Enumerable.Range(-100, 1001).Select(step => step / 16.0), double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        foreach (var instructions in InstructionSets.Supported)
        {
            var bins = new ushort[values.Length];
            binning.Search.Encode(values, bins, instructions);
            Assert.Equal(values.Select(binning.BinOf), bins);
        }
    }
}
