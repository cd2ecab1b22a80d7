using CreditAI.Scoring.Data;
using CreditAI.Scoring.Training;

namespace CreditAI.Tests.Scoring.Training;

public sealed class CrossValidationTests
{
    private static readonly TrainingRequest Boosted = new() { Boosted = new BoostedOptions { Bags = 2, Rounds = 30, Pairs = 0 }, Seed = 5 };

    [Fact]
    public void Run_HoldsEveryRowOutOnceEvenlyByOutcome()
    {
        var data = Loans.Noisy(301, 4);
        var validation = CrossValidation.Run(data, Loans.All(data), new TrainingRequest { Seed = 5 }, 5);
        var share = data.Favourable.ToArray().Count(outcome => outcome) / 301d;

        Assert.Equal(301, validation.Folds.Sum(fold => fold.N));
        Assert.All(validation.Folds, fold => Assert.InRange(fold.BaseRate!.Value, share - 0.02, share + 0.02));
    }

    [Fact]
    public void Run_SameSeed_SameNumbersForEitherTrainer()
    {
        var data = Loans.Noisy(300, 4);

        foreach (var request in (TrainingRequest[])[new TrainingRequest { Seed = 5 }, Boosted])
        {
            var first = CrossValidation.Run(data, Loans.All(data), request, 3);

            Assert.Equal(first.Folds, CrossValidation.Run(data, Loans.All(data), request, 3).Folds);
            Assert.NotEqual(first.Folds, CrossValidation.Run(data, Loans.All(data), request with { Seed = 6 }, 3).Folds);
        }
    }

    [Fact]
    public void Of_AMeasure_IsMeanAndSampleDeviation()
    {
        var data = Loans.Noisy(400, 4);
        var validation = CrossValidation.Run(data, Loans.All(data), new TrainingRequest(), 4);
        double[] values = [.. validation.Folds.Select(fold => fold.Auc!.Value)];

        var (mean, deviation) = validation.Of(fold => fold.Auc);

        Assert.Equal(values.Average(), mean!.Value, 1e-12);
        Assert.Equal(Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / 3), deviation!.Value, 1e-12);
    }

    [Fact]
    public void Run_MoreFoldsThanAnOutcomeHasRows_IsRefused()
    {
        var data = Loans.Load(Enumerable.Range(0, 50).Select(row => $"{(row < 3 ? "no" : "yes")},0.{row % 7},R,1,1,30"));

        Assert.Contains("3 training rows are unfavourable", Assert.Throws<DatasetException>(
            () => CrossValidation.Run(data, Loans.All(data), new TrainingRequest(), 4)).Message, StringComparison.Ordinal);
    }
}
