using System.Text;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;
using FsCheck;
using FsCheck.Fluent;

namespace CreditAI.Tests.Scoring.Scorecards;

public sealed class KnownLevelsTests
{
    private static readonly string[] Levels = ["car", "café", "日本", "NA", " padded", "bell\u007f", "a longer level of more than sixteen bytes"];

    private static readonly Scorecard Card = Make();

    [Theory]
    [InlineData("car", true)]
    [InlineData("café", true)]
    [InlineData("日本", true)]
    [InlineData("a longer level of more than sixteen bytes", true)]
    [InlineData("CAR", false)]
    [InlineData("ca", false)]
    [InlineData("", false)]
    [InlineData(" car", false)]
    [InlineData("NA", false)] // Means missing.
    [InlineData(" padded", false)] // Would be trimmed, and is then another.
    [InlineData("bell\u007f", false)] // Is refused with a reason.
    public void TrySetLevel_Text_OnlyWhatIsTakenAsItStands(string text, bool isKnown)
    {
        var vector = Card.NewVector();

        Assert.Equal(isKnown, vector.TrySetLevel(0, Encoding.UTF8.GetBytes(text), out var level));
        Assert.Equal(isKnown ? text : null, level);
        Assert.Equal(isKnown, vector.IsSet(0));
    }

    [Fact]
    public void TrySetLevel_NumericSlot_SetsNothing()
    {
        var vector = Card.NewVector();

        Assert.False(vector.TrySetLevel(1, "car"u8, out _));
        Assert.False(vector.IsSet(1));
    }

    [Fact]
    public void TrySetLevel_AnyBytes_GivesTheBinOfTheirText()
        => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), Gen.Elements(Levels).ToArbitrary(), (bytes, level) =>
        {
            var (byBytes, byText) = (Card.NewVector(), Card.NewVector());
            byText.SetLevel(0, level);
            return !byBytes.TrySetLevel(0, bytes, out _) && (!byBytes.TrySetLevel(0, Encoding.UTF8.GetBytes(level), out _) || byBytes.Bins.SequenceEqual(byText.Bins));
        }).QuickCheckThrowOnFailure();

    private static Scorecard Make()
    {
        Feature[] features =
        [
            new() { Name = "purpose", Kind = FeatureKind.Categorical, DisplayName = "Purpose", Reason = "Purpose" },
            new() { Name = "amount", Kind = FeatureKind.Numeric, DisplayName = "Amount", Reason = "Amount" },
        ];
        FeatureTerm[] terms =
        [
            Term(features[0], new CategoricalBinning(features[0], Levels.Select(level => new[] { level }))),
            Term(features[1], new NumericBinning(features[1], [1, 2])),
        ];
        return new Scorecard(
            new DatasetSchema { Name = "levels", Label = new Label("repaid", "1", "0"), Features = features },
            new PointScale(), 600, terms, new Lineage { Trainer = "synthetic", CodeVersion = "none" });
    }

    private static FeatureTerm Term(Feature feature, Binning binning)
        => new(feature, binning, Enumerable.Range(0, binning.Count).Select(bin => new Bin(1, 0, 0, bin)));
}
