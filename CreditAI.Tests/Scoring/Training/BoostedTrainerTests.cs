using System.Globalization;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training;
using FsCheck;
using FsCheck.Fluent;

namespace CreditAI.Tests.Scoring.Training;

public sealed class BoostedTrainerTests
{
    private static readonly BoostedOptions Quick = new() { Bags = 3, Rounds = 60, Patience = 20, LearningRate = 0.2, PairLearningRate = 0.2 };

    [Fact]
    public void Fit_WhateverTheThreads_SameVersion()
    {
        var data = Loans.Noisy(1_500, 3);

        var one = BoostedTrainer.Fit(data, Loans.All(data), Quick with { Threads = 1 });
        var four = BoostedTrainer.Fit(data, Loans.All(data), Quick with { Threads = 4 });

        Assert.Equal(one.Version, four.Version);
        Assert.NotEmpty(one.Pairs);
    }

    [Fact]
    public void Fit_AnotherSeed_AnotherScorecard()
    {
        var data = Loans.Noisy(600, 3);

        Assert.NotEqual(
            BoostedTrainer.Fit(data, Loans.All(data), Quick).Terms[0].Bins,
            BoostedTrainer.Fit(data, Loans.All(data), Quick with { Seed = 2 }).Terms[0].Bins);
    }

    [Fact]
    public void Fit_MonotoneFeatures_HoldInEveryTableAndPair()
    {
        var drawn =
            from seed in Gen.Choose(0, 10_000)
            from rows in Gen.Choose(30, 500)
            from leaves in Gen.Choose(2, 5)
            from l2 in Gen.Choose(0, 3)
            from smoothing in Gen.Choose(0, 20)
            select (seed, rows, leaves, l2, smoothing);
        Prop.ForAll(drawn.ToArbitrary(), draw =>
        {
            var data = Loans.Noisy(draw.rows, draw.seed);
            var options = Quick with { Pairs = 3, Leaves = draw.leaves, L2 = draw.l2, MinimumLeafRows = 1, MinimumBinRows = 1, MaximumPairBins = 6, Smoothing = draw.smoothing };
            return Monotone.Holds(BoostedTrainer.Fit(data, Loans.All(data), options));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_AMonotoneFeature_EarnsWhatItTells(bool mirrored)
    {
        // Debt is decreasing in the schema; mirrored outcomes contradict it, so that nothing may be earned.
        var data = Loans.Load(Enumerable.Range(0, 1_000).Select(row => $"{(row % 4 * 25 > row / 4 % 100 == mirrored ? "yes" : "no")},{row % 4},R,1,1,30"));

        double[] points = [.. BoostedTrainer.Fit(data, Loans.All(data), Quick).Terms[0].Bins.Skip(Binning.First).Select(bin => bin.Points)];

        Assert.Equal(mirrored ? 1 : 4, points.Length);
        Assert.True(mirrored || points[0] > points[^1] + 60);
    }

    [Fact]
    public void Fit_NotMonotone_FollowsTheData()
    {
        // The middle is bad: no direction could say so.
        var data = Loans.Load(Enumerable.Range(0, 900).Select(row => $"{(row % 3 == 1 && row % 4 > 0 ? "no" : "yes")},{row % 3},R,1,1,30"));

        var free = BoostedTrainer.Fit(data, Loans.All(data), Quick with { Monotone = false });

        var points = free.Terms[0].Bins.Skip(Binning.First).Select(bin => bin.Points).ToArray();
        Assert.Equal(3, points.Length);
        Assert.True(points[1] < points[0] - 20 && points[1] < points[2] - 20);
    }

    [Fact]
    public void Fit_Interaction_IsFoundAndEarnsPoints()
    {
        // Debt hurts those who rent and helps those who own: alone it says nothing.
        var random = new Random(6);
        var data = Loans.Load(Enumerable.Range(0, 4_000).Select(_ =>
        {
            var (debt, owns) = (random.Next(10) / 10d, random.Next(2) == 0);
            var repaid = random.NextDouble() < ((debt > 0.45) == owns ? 0.9 : 0.4);
            return string.Create(CultureInfo.InvariantCulture, $"{(repaid ? "yes" : "no")},{debt},{(owns ? "O" : "R")},{random.Next(5)},1,30");
        }));

        var card = BoostedTrainer.Fit(data, Loans.All(data), Quick with { Pairs = 1, Monotone = false });

        var pair = Assert.Single(card.Pairs);
        Assert.Equal((0, 1), (pair.First, pair.Second));
        var points = card.Points(card.Encode(data));
        var probability = card.Scale.ProbabilityOfDefault(points[0]);
        Assert.All(points, value => Assert.True(card.Scale.ProbabilityOfDefault(value) is < 0.2 or > 0.5));
        Assert.InRange(probability, 0, 1);
    }

    [Fact]
    public void Fit_AMonotoneFeatureThatMattersToSomeOnly_IsWeakenedForTheOthers()
    {
        // Debt ruins those who rent and means nothing to those who own: the pair has to take back what debt lost on average.
        var random = new Random(8);
        var data = Loans.Load(Enumerable.Range(0, 6_000).Select(_ =>
        {
            var (debt, owns) = (random.Next(10) / 10d, random.Next(2) == 0);
            var repaid = random.NextDouble() < (owns ? 0.6 : 0.95 - (0.8 * debt));
            return string.Create(CultureInfo.InvariantCulture, $"{(repaid ? "yes" : "no")},{debt},{(owns ? "O" : "R")},1,1,30");
        }));

        var card = BoostedTrainer.Fit(data, Loans.All(data), Quick with { Pairs = 1 });

        var points = card.Points(card.Encode(data));
        double Fall(string housing)
        {
            var rows = Loans.All(data).Where(row => ((CategoricalColumn)data.Features[1]) is var column && column.Levels[column.Codes[row]] == housing).ToList();
            return rows.Max(row => points[row]) - rows.Min(row => points[row]);
        }

        Assert.True(Monotone.Holds(card));
        Assert.True(Fall("R") > 5 * Fall("O"), $"renters fall by {Fall("R")}, owners by {Fall("O")}");
    }

    [Fact]
    public void Fit_Smoothing_FlattensWhatFewRowsSay()
    {
        var data = Loans.Noisy(1_500, 4);
        double Roughness(double smoothing)
        {
            var bins = BoostedTrainer.Fit(data, Loans.All(data), Quick with { Pairs = 0, Monotone = false, MergePoints = 0, Smoothing = smoothing }).Terms[0].Bins;
            double[] points = [.. bins.Skip(Binning.First).Select(bin => bin.Points)];
            return Enumerable.Range(1, points.Length - 2).Sum(bin => Math.Abs(points[bin + 1] - (2 * points[bin]) + points[bin - 1]));
        }

        Assert.True(Roughness(30) < 0.5 * Roughness(0));
    }

    [Fact]
    public void Fit_Recalibrated_RanksAsBeforeAndSaysSo()
    {
        var data = Loans.Noisy(500, 5);
        var eager = Quick with { MinimumLeafRows = 2, L2 = 0, LearningRate = 0.5, MergePoints = 0 };

        var plain = BoostedTrainer.Fit(data, Loans.All(data), eager with { Recalibrate = false });
        var recalibrated = BoostedTrainer.Fit(data, Loans.All(data), eager);

        var (before, after) = (plain.Points(plain.Encode(data)), recalibrated.Points(recalibrated.Encode(data)));
        Assert.Contains(recalibrated.Lineage.Notes, note => note.StartsWith("log-odds multiplied by", StringComparison.Ordinal));
        Assert.DoesNotContain(plain.Lineage.Notes, note => note.StartsWith("log-odds multiplied by", StringComparison.Ordinal));
        var slope = (after.Max() - after.Min()) / (before.Max() - before.Min());
        Assert.All(before.Zip(after), pair => Assert.Equal(slope * (pair.First - before[0]), pair.Second - after[0], 1e-6));
    }

    [Fact]
    public void Fit_ProbabilitiesOnAverage_AreTheShareOfOutcomes()
    {
        var data = Loans.Noisy(1_000, 9);
        var card = BoostedTrainer.Fit(data, Loans.All(data), Quick);

        var mean = card.Points(card.Encode(data)).Average(points => 1 - card.Scale.ProbabilityOfDefault(points));

        Assert.Equal(data.Favourable.ToArray().Count(outcome => outcome) / 1_000d, mean, 3);
    }

    [Fact]
    public void Fit_FeaturesLeftOut_EarnNothingAndAreNamed()
    {
        var data = Loans.Noisy(500, 2);
        var card = BoostedTrainer.Fit(data, Loans.All(data), Quick with { Features = new HashSet<string> { "debt_ratio", "inquiries" } });

        Assert.All(card.Terms[1].Bins, bin => Assert.Equal(0, bin.Points));
        Assert.Contains("housing: left out as asked", card.Lineage.Notes);
        Assert.DoesNotContain(card.Pairs, pair => pair.First == 1 || pair.Second == 1);
    }

    [Fact]
    public void Fit_OneOutcome_IsRefused()
    {
        var data = Loans.Load(Enumerable.Repeat("yes,0.5,R,1,1,30", 50));

        Assert.Contains("every outcome of the training rows is favourable", Assert.Throws<DatasetException>(() => BoostedTrainer.Fit(data, Loans.All(data))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("german_credit", "german_credit", 0.785)]
    [InlineData("hmda_boston", "hmda_boston_1990", 0.82)]
    [InlineData("hmeq", "hmeq", 0.962)]
    public void Run_OnPublicData_RanksAtLeastThisWell(string schema, string file, double auc)
    {
        var path = Reference.File($"data/{file}.csv");
        using var stream = File.OpenRead(path);
        var data = CsvDataset.Load(stream, path, DatasetSchema.Parse(File.ReadAllBytes(RepositoryFiles.Path("examples", $"{schema}.schema.json"))));

        var run = TrainingRun.Run(data, RowSplit.Parse("index%10<7").Split(data, path, 1), new TrainingRequest { Boosted = new BoostedOptions() });

        Assert.True(run.Test.Performance.Auc >= auc, $"test AUC {run.Test.Performance.Auc}");
        Assert.True(Monotone.Holds(run.Scorecard));
    }
}
