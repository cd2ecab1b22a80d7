using CreditAI.Scoring.Monitoring.Sequential;
using FsCheck;
using FsCheck.Fluent;

namespace CreditAI.Tests.Scoring.Monitoring.Sequential;

public sealed class RateDetectorTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Arbitrary<double> Rates = Gen.Choose(1, 99).Select(percent => percent / 100d).ToArbitrary();

    [Fact]
    public void Add_OneBlockAtTheExpectedRate_HasMeanEvidenceOne() =>
        Prop.ForAll(Gen.Choose(1, 40).ToArbitrary(), Rates, (n, rate) =>
        {
            var (mean, probability) = (0d, Math.Pow(1 - rate, n));
            for (var x = 0; x <= n; x++)
            {
                mean += probability * Evidence(n, x, rate);
                probability *= (n - x) / (double)(x + 1) * rate / (1 - rate);
            }

            return mean > 0.99 && mean < 1 + 1e-9; // Below 1 only where evidence is kept below its most.
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Add_TrialsOfDifferentRates_GiveNoMoreEvidenceByTheirMean() =>
        Prop.ForAll(Rates, Rates, (one, other) =>
        {
            double[] counts = [1];
            foreach (var rate in Enumerable.Repeat(one, 10).Concat(Enumerable.Repeat(other, 10)))
            {
                counts = [.. Enumerable.Range(0, counts.Length + 1).Select(k =>
                    ((k < counts.Length ? counts[k] : 0) * (1 - rate)) + ((k > 0 ? counts[k - 1] : 0) * rate))];
            }

            return counts.Select((probability, x) => probability * Evidence(20, x, (one + other) / 2)).Sum() < 1 + 1e-9;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void LogEvidence_RateIsAnotherFromSomeTimeOn_GrowsAndSaysSince()
    {
        var detector = new RateDetector();
        for (var block = 0; block < 300; block++)
        {
            detector.Add(Start.AddMinutes(5 * block), 100, block < 200 ? 10 : 17, 0.1);
        }

        Assert.True(detector.LogEvidence > 25);
        Assert.InRange(detector.Since!.Value, Start.AddMinutes(5 * 198), Start.AddMinutes(5 * 202));
    }

    private static double Evidence(int n, int successes, double expected)
    {
        var detector = new RateDetector();
        detector.Add(Start, n, successes, expected);
        return Math.Exp(detector.LogEvidence);
    }
}
