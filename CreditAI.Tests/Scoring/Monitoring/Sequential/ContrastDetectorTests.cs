using CreditAI.Scoring.Monitoring.Sequential;
using FsCheck;
using FsCheck.Fluent;

namespace CreditAI.Tests.Scoring.Monitoring.Sequential;

public sealed class ContrastDetectorTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Add_OneBlockOfEqualRates_HasMeanEvidenceOne() =>
        Prop.ForAll(Gen.Choose(20, 35).Two().ToArbitrary(), Gen.Choose(0, 100).ToArbitrary(), (sizes, percent) =>
        {
            // What makes it hold under continuous looking: over all the ways a block can come out, weighed by their probability, the evidence is 1.
            var (n, m) = ((long)sizes.Item1, 3L * sizes.Item2);
            var all = (n + m) * percent / 100;
            var mean = 0d;
            for (var x = Math.Max(0, all - m); x <= Math.Min(n, all); x++)
            {
                var detector = new ContrastDetector();
                detector.Add(Start, n, x, m, all - x);
                mean += Math.Exp(LogChoose(n, x) + LogChoose(m, all - x) - LogChoose(n + m, all) + detector.LogEvidence);
            }

            return mean > 0.99 && mean < 1 + 1e-9; // Below 1 only where evidence is kept below its most.
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Add_MoreCountsThanAreAddedUp_GoesOnWithoutAJump()
    {
        // 127 and 129 of the group: the one is added up count by count, the other integrated. Evidence grows by a hundredth or so with either.
        var evidence = new[] { 125, 127, 129, 131 }.Select(n =>
        {
            var detector = new ContrastDetector();
            detector.Add(Start, n, n - 60, 9000, 4100);
            return detector.LogEvidence;
        }).ToArray();

        var (before, across, after) = (evidence[1] - evidence[0], evidence[2] - evidence[1], evidence[3] - evidence[2]);
        Assert.InRange(across, Math.Min(before, after) - 0.01, Math.Max(before, after) + 0.01);
    }

    [Fact]
    public void Add_MillionsOfDecisionsInABlock_AreFoundToDiffer()
    {
        var (same, different) = (new ContrastDetector(), new ContrastDetector());
        same.Add(Start, 10_000_000, 6_000_000, 20_000_000, 12_000_000);
        different.Add(Start, 10_000_000, 5_000_000, 20_000_000, 12_000_000);

        Assert.True(same.LogEvidence < -1000);
        Assert.True(different.LogEvidence > 25);
    }

    [Fact]
    public void LogEvidence_AHundredFairDaysOfTwentyStreams_NeverReachesTheBound()
    {
        var random = new Random(17);
        for (var stream = 0; stream < 20; stream++)
        {
            var detector = new ContrastDetector();
            for (var block = 0; block < 28_800; block++)
            {
                detector.Add(Start.AddMinutes(5 * block), 30, Binomial(30), 50, Binomial(50));
                Assert.True(detector.LogEvidence < AlarmBound.LogEvidence(20), $"stream {stream}, block {block}: {detector.LogEvidence}");
            }
        }

        int Binomial(int n)
        {
            var successes = 0;
            for (var trial = 0; trial < n; trial++)
            {
                successes += random.NextDouble() < 0.6 ? 1 : 0;
            }

            return successes;
        }
    }

    [Fact]
    public void Add_BlockWithoutOneOfTheGroups_WaitsForIt()
    {
        var detector = new ContrastDetector();
        detector.Add(Start, 500, 100, 0, 0);
        Assert.Equal(double.NegativeInfinity, detector.LogEvidence);
        detector.Add(Start.AddMinutes(5), 0, 0, 500, 400);
        Assert.True(detector.LogEvidence > 25);
        Assert.Equal(Start, detector.Since);
    }

    [Fact]
    public void Since_RatesPartLater_IsAboutThen()
    {
        var detector = new ContrastDetector();
        for (var block = 0; block < 400; block++)
        {
            detector.Add(Start.AddMinutes(5 * block), 40, block < 200 ? 24 : 18, 60, 36);
        }

        Assert.InRange(detector.Since!.Value, Start.AddMinutes(5 * 195), Start.AddMinutes(5 * 205));
    }

    [Fact]
    public void LogEvidence_DifferenceIsOver_WearsOff()
    {
        var detector = new ContrastDetector();
        Add(0, 2000, 18);
        var before = detector.LogEvidence;
        Add(2000, 150, 24);

        Assert.True(before > 25);
        Assert.True(detector.LogEvidence < 12, $"{detector.LogEvidence}");

        void Add(int from, int blocks, int approved)
        {
            for (var block = from; block < from + blocks; block++)
            {
                detector.Add(Start.AddMinutes(5 * block), 40, approved, 60, 36);
            }
        }
    }

    private static double LogChoose(long n, long k)
    {
        var sum = 0d;
        for (var i = 1; i <= k; i++)
        {
            sum += Math.Log((n - k + i) / (double)i);
        }

        return sum;
    }
}
