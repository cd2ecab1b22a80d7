using System.Globalization;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training;

namespace CreditAI.Tests.Scoring.Training;

/// <summary>Data that are hardly data, and weights.</summary>
public sealed class BoostedEdgeTests
{
    private static readonly BoostedOptions Quick = new() { Bags = 3, Rounds = 60, Patience = 20, LearningRate = 0.2, PairLearningRate = 0.2 };

    [Fact]
    public void Fit_FeatureWithoutValuesOrWithOne_EarnsNothingAndIsNamed()
    {
        var data = Loans.Load(Enumerable.Range(0, 200).Select(row => $"{(row % 3 == 2 ? "no" : "yes")},{row % 3},,7,1,30"));
        var card = BoostedTrainer.Fit(data, Loans.All(data), Quick);

        Assert.All(card.Terms.Skip(1), term => Assert.All(term.Bins, bin => Assert.Equal(0, bin.Points)));
        Assert.Equal(["housing", "inquiries"], card.Lineage.Notes.Select(note => note.Split(':')[0]));
        Assert.Contains(card.Terms[0].Bins, bin => bin.Points < -20);
    }

    [Fact]
    public void Fit_NoFeatureSaysAnything_EverybodyEarnsTheAverage()
    {
        var data = Loans.Load(Enumerable.Range(0, 40).Select(row => $"{(row % 4 == 0 ? "no" : "yes")},,R,7,1,30"));
        var card = BoostedTrainer.Fit(data, Loans.All(data), Quick);

        Assert.All(card.Points(card.Encode(data)), points => Assert.Equal(0.25, card.Scale.ProbabilityOfDefault(points), 1e-9));
    }

    [Fact]
    public void Fit_TwentyRows_GivesAFiniteScorecard()
    {
        var data = Loans.Noisy(20, 5);
        var card = BoostedTrainer.Fit(data, Loans.All(data));

        Assert.Equal(card.Version, Scorecard.Parse(card.ToUtf8Json()).Version);
        Assert.All(card.Points(card.Encode(data)), points => Assert.InRange(points, 0, 1_000));
    }

    [Fact]
    public void Fit_UnseenLevel_EarnsTheMean()
    {
        var data = Loans.Noisy(600, 5);
        var card = BoostedTrainer.Fit(data, Loans.All(data), Quick with { Pairs = 0 });

        Assert.Equal(0, card.Terms[1].PointsOf(Binning.Other));
        Assert.Equal(0, card.Terms[1].MeanPoints, 1e-9);
        Assert.NotEqual(0, card.Terms[1].PointsOf(Binning.First));
    }

    [Fact]
    public void Fit_MissingValues_EarnWhatTheyTell()
    {
        var data = Loans.Load(Enumerable.Range(0, 900).Select(row =>
            $"{(row % 3 == 0 ? row % 5 == 0 : row % 5 > 0 ? true : false) switch { true => "yes", _ => "no" }},{(row % 3 == 0 ? "" : "0.5")},R,{row % 4},1,30"));
        var card = BoostedTrainer.Fit(data, Loans.All(data), Quick);

        Assert.True(card.Terms[0].PointsOf(Binning.Missing) < card.Terms[0].PointsOf(Binning.First) - 40);
    }

    [Fact]
    public void Fit_AMillionLevels_PoolsTheRareAndSaysSo()
    {
        const int count = 1_000_000;
        var feature = new Feature { Name = "id", Kind = FeatureKind.Categorical, DisplayName = "Id", Reason = "Id" };
        var column = new CategoricalColumn(
            feature,
            [.. Enumerable.Range(0, count).Select(row => row % 2 == 0 ? row % 6 : row)],
            [.. Enumerable.Range(0, count).Select(code => code.ToString(CultureInfo.InvariantCulture))]);
        var data = Single(feature, column, [.. Enumerable.Range(0, count).Select(row => row % 6 == 0 || row % 7 == 0)]);

        var card = BoostedTrainer.Fit(data, Loans.All(data), Quick with { Bags = 1, Rounds = 10 });

        Assert.True(card.ToUtf8Json().Length < 50_000);
        Assert.Contains("are too rare for a bin and count as unseen", Assert.Single(card.Lineage.Notes), StringComparison.Ordinal);
        Assert.True(card.Terms[0].PointsOf(((CategoricalBinning)card.Terms[0].Binning).BinOf("0")) > 20);
    }

    [Fact]
    public void Fit_WeightsInAnotherUnit_SamePoints()
    {
        var data = Loans.Noisy(500, 6);
        double[] weights = [.. Enumerable.Range(0, data.Count).Select(row => 1d + (row % 3))];
        var one = BoostedTrainer.Fit(data.With(data.Favourable.ToArray(), weights), Loans.All(data), Quick);
        var two = BoostedTrainer.Fit(data.With(data.Favourable.ToArray(), [.. weights.Select(weight => 2 * weight)]), Loans.All(data), Quick);

        Assert.Equal(one.BasePoints, two.BasePoints);
        Assert.Equal(one.Terms.SelectMany(term => term.Bins, (_, bin) => bin.Points), two.Terms.SelectMany(term => term.Bins, (_, bin) => bin.Points));
        Assert.Equal(one.Pairs.SelectMany(pair => pair.Points.ToArray()), two.Pairs.SelectMany(pair => pair.Points.ToArray()));
        Assert.Equal(
            one.Terms.SelectMany(term => term.Bins, (_, bin) => 2 * bin.Count), two.Terms.SelectMany(term => term.Bins, (_, bin) => bin.Count));
    }

    [Fact]
    public void Fit_RowsWithoutWeight_TeachNothing()
    {
        // The first half says the opposite of the second and weighs nothing.
        var data = Loans.Load(Enumerable.Range(0, 800).Select(row => $"{(row < 400 == row % 2 > 0 ? "yes" : "no")},0.5,{(row % 2 > 0 ? "O" : "R")},{row % 5},1,30"));
        double[] weights = [.. Enumerable.Range(0, 800).Select(row => row < 400 ? 0d : 1e12)];
        var card = BoostedTrainer.Fit(data.With(data.Favourable.ToArray(), weights), Loans.All(data), Quick);
        var housing = card.Terms[1];

        Assert.True(housing.PointsOf(((CategoricalBinning)housing.Binning).BinOf("R")) > housing.PointsOf(((CategoricalBinning)housing.Binning).BinOf("O")) + 60);
        Assert.Equal(400e12, housing.Bins.Sum(bin => bin.Count));
    }

    [Fact]
    public void Fit_OneOutcomeHasNoWeight_IsRefused()
    {
        var data = Loans.Noisy(60, 3);
        double[] weights = [.. data.Favourable.ToArray().Select(favourable => favourable ? 1d : 0)];

        Assert.Contains("every outcome of the training rows is favourable", Assert.Throws<DatasetException>(
            () => BoostedTrainer.Fit(data.With(data.Favourable.ToArray(), weights), Loans.All(data))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_NumbersInAnotherUnit_SamePoints()
    {
        var random = new Random(8);
        double[] values = [.. Enumerable.Range(0, 500).Select(_ => random.NextDouble() * 100)];
        bool[] favourable = [.. values.Select(value => random.NextDouble() < 0.3 + (0.4 * Math.Sin(value / 20)))];
        var feature = new Feature { Name = "x", Kind = FeatureKind.Numeric, DisplayName = "X", Reason = "X" };

        var one = BoostedTrainer.Fit(Single(feature, new NumericColumn(feature, values), favourable), [.. Enumerable.Range(0, 500)], Quick);
        var cubed = BoostedTrainer.Fit(
            Single(feature, new NumericColumn(feature, [.. values.Select(value => value * value * value)]), favourable), [.. Enumerable.Range(0, 500)], Quick);

        Assert.Equal(one.Terms[0].Bins, cubed.Terms[0].Bins);
        Assert.True(one.Terms[0].Bins.Count > 5);
    }

    [Theory]
    [InlineData(1, "MaximumBins must be 2 to 255")]
    [InlineData(256, "MaximumBins must be 2 to 255")]
    public void Fit_OptionOutOfRange_IsNamed(int bins, string message)
    {
        var data = Loans.Noisy(60, 3);

        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(
            () => BoostedTrainer.Fit(data, Loans.All(data), new BoostedOptions { MaximumBins = bins })).Message, StringComparison.Ordinal);
    }

    private static Dataset Single(Feature feature, FeatureColumn column, bool[] favourable) => new(
        new DatasetSchema { Name = "single", Label = new Label("y", "1", "0"), Features = [feature] },
        favourable.Length,
        [column],
        favourable,
        null,
        [],
        new Dictionary<string, string[]>(),
        []);
}
