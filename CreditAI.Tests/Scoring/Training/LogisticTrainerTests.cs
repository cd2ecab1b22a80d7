using System.Globalization;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training;
using FsCheck;
using FsCheck.Fluent;

namespace CreditAI.Tests.Scoring.Training;

public sealed class LogisticTrainerTests
{
    [Fact]
    public void Fit_SameData_SameVersion()
    {
        var data = Loans.Noisy(800, 3);

        Assert.Equal(LogisticTrainer.Fit(data, Loans.All(data)).Version, LogisticTrainer.Fit(data, Loans.All(data)).Version);
    }

    [Fact]
    public void Fit_MonotoneFeatures_HoldInEveryTable()
    {
        Prop.ForAll(Gen.Choose(0, 10_000).ToArbitrary(), seed =>
        {
            var data = Loans.Noisy(400, seed);
            var card = LogisticTrainer.Fit(data, Loans.All(data), new LogisticOptions { CutCost = 0.1 });
            return card.Terms.Where(term => term.Feature.Direction != Direction.Free).All(term =>
            {
                double[] points = [.. term.Bins.Skip(Binning.First).Select(bin => bin.Points)];
                var sign = term.Feature.Direction == Direction.Increasing ? 1 : -1;
                return points.Zip(points.Skip(1)).All(pair => sign * (pair.Second - pair.First) >= 0);
            });
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Fit_Bins_HoldTheMinimumShareUnlessTheyAreWorse()
    {
        var data = Loans.Noisy(2_000, 5);
        var card = LogisticTrainer.Fit(data, Loans.All(data), new LogisticOptions { MinimumShare = 0.1 });

        Assert.All(card.Terms, term => Assert.All(
            term.Bins.Skip(Binning.First), bin => Assert.True(bin.Count >= 200 || bin.WeightOfEvidence < 0)));
    }

    [Fact]
    public void Fit_RareButDecisiveLevel_IsKept()
    {
        var rows = Enumerable.Range(0, 2_000).Select(row => row % 50 == 0 ? "no,0.3,X,1,1,30" : $"{(row % 9 == 0 ? "no" : "yes")},0.3,O,1,1,30");
        var card = LogisticTrainer.Fit(Loans.Load(rows), [.. Enumerable.Range(0, 2_000)]);

        Assert.Equal([["X"], ["O"]], ((CategoricalBinning)card.Terms[1].Binning).Groups);
        Assert.True(card.Terms[1].Bins[Binning.First].Points < -50);
    }

    [Fact]
    public void Fit_FeatureWithoutValuesOrWithOne_EarnsNothingAndIsNamed()
    {
        var rows = Enumerable.Range(0, 200).Select(row => $"{(row % 3 == 2 ? "no" : "yes")},{row % 3},,7,1,30");
        var data = Loans.Load(rows);
        var card = LogisticTrainer.Fit(data, Loans.All(data));

        Assert.All(card.Terms.Skip(1), term => Assert.All(term.Bins, bin => Assert.Equal(0, bin.Points)));
        Assert.Equal(["housing", "inquiries"], card.Lineage.Notes.Select(note => note.Split(':')[0]));
        Assert.Equal(card.BasePoints, card.Terms[1].PointsOf(Binning.Missing) + card.BasePoints);
    }

    [Fact]
    public void Fit_FeatureThatTurnsBesideTheOthers_IsLeftOut()
    {
        // Inquiries follow debt, so alone they look bad; at the same debt they are good.
        var random = new Random(4);
        var data = Loans.Load(Enumerable.Range(0, 4_000).Select(_ =>
        {
            var debt = random.Next(12) / 10d;
            var inquiries = (int)(debt * 5) + random.Next(3);
            var repaid = random.NextDouble() < 1 / (1 + Math.Exp(-(2.5 - (9 * debt) + inquiries)));
            return string.Create(CultureInfo.InvariantCulture, $"{(repaid ? "yes" : "no")},{debt},R,{inquiries},1,30");
        }));

        var card = LogisticTrainer.Fit(data, Loans.All(data));

        Assert.Contains(card.Lineage.Notes, note => note.StartsWith("inquiries: left out, beside the other features", StringComparison.Ordinal));
        Assert.All(card.Terms[2].Bins, bin => Assert.Equal(0, bin.Points));
        Assert.Contains(card.Terms[2].Bins, bin => bin.WeightOfEvidence < -0.5);
        Assert.Contains(card.Terms[0].Bins, bin => bin.Points < -5);
    }

    [Fact]
    public void Fit_OneOutcome_IsRefused()
    {
        var data = Loans.Load(Enumerable.Repeat("yes,0.5,R,1,1,30", 50));

        Assert.Contains("every outcome of the training rows is favourable", Assert.Throws<DatasetException>(() => LogisticTrainer.Fit(data, Loans.All(data))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_OfABatch_AreThoseOfEachRowAloneToTheLastBit()
    {
        var data = Loans.Noisy(300, 8);
        var card = LogisticTrainer.Fit(data, Loans.All(data));
        var rows = card.Encode(data);
        var points = card.Points(rows);
        var bins = new ushort[card.Terms.Count];

        for (var row = 0; row < rows.Count; row++)
        {
            rows.CopyRow(row, bins);
            Assert.Equal(BitConverter.DoubleToInt64Bits(card.Score(bins).Points), BitConverter.DoubleToInt64Bits(points[row]));
        }
    }

    [Fact]
    public void Run_WritesWhatItMeasuredIntoTheArtifact()
    {
        var data = Loans.Noisy(1_000, 2);
        var split = RowSplit.Parse("index%10<7");
        var run = TrainingRun.Run(data, split.Split(data, "f", 1), new TrainingRequest { Split = "index%10<7", DataSha256 = "ab" });
        var again = Scorecard.Parse(run.Scorecard.ToUtf8Json());

        Assert.Equal((700, 300), (run.Train.Performance.N, run.Test.Performance.N));
        Assert.Equal(run.Test.Performance, again.Lineage.Test);
        Assert.Equal(201, again.Lineage.ScoreQuantiles.Count);
        Assert.Equal(run.Scorecard.Version, again.Version);
        Assert.True(again.Lineage.Fairness!.Value.GetProperty("protected").TryGetProperty("sex", out _));
    }

    [Theory]
    [InlineData("german_credit", "german_credit", 0.77)]
    [InlineData("hmda_boston", "hmda_boston_1990", 0.815)]
    [InlineData("taiwan_default", "taiwan_default", 0.76)]
    [InlineData("hmeq", "hmeq", 0.915)]
    public void Run_OnPublicData_RanksAtLeastThisWell(string schema, string file, double auc)
    {
        var path = Reference.File($"data/{file}.csv");
        using var stream = File.OpenRead(path);
        var data = CsvDataset.Load(stream, path, DatasetSchema.Parse(File.ReadAllBytes(RepositoryFiles.Path("examples", $"{schema}.schema.json"))));

        var run = TrainingRun.Run(data, RowSplit.Parse("index%10<7").Split(data, path, 1), new TrainingRequest());

        Assert.True(run.Test.Performance.Auc >= auc, $"test AUC {run.Test.Performance.Auc}");
    }

    [Theory]
    [InlineData("german_credit")]
    [InlineData("hmda_boston")]
    [InlineData("taiwan_default")]
    [InlineData("hmeq")]
    [InlineData("adult")]
    public void Schema_OfAnExample_IsValidAndTellsEveryReason(string name)
    {
        var schema = DatasetSchema.Parse(File.ReadAllBytes(RepositoryFiles.Path("examples", $"{name}.schema.json")));

        Assert.All(schema.Features, feature => Assert.NotEqual(feature.Name, feature.Reason));
    }
}
