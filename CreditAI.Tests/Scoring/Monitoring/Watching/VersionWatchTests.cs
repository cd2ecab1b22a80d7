using CreditAI.Scoring.Monitoring.Tallies;
using CreditAI.Scoring.Monitoring.Watching;
using CreditAI.Scoring.Policies;

namespace CreditAI.Tests.Scoring.Monitoring.Watching;

public sealed class VersionWatchTests
{
    private const int BaselineHours = 24;
    private const long Enough = 2000; // Decisions of the group that is treated worse, until it must be found.
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(7);

    private static readonly FairnessPolicy Policy = new(
        new(0.05, 0.10), new(0.05, 0.10), new(0.05, 0.10), new(0.05, 0.10), new(0.80, 0.80), new(0.05, 0.10), new(0.10, 0.25), 30, "");

    private static readonly HashSet<(string, string, string)> None = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Judge_ApprovalOfAGroupFallsByTenPoints_IsFoundInTimeAndDated(int seed)
    {
        var stream = Fair(seed, days: 2);
        var fell = stream.Now;
        stream.Favour = (sex, _) => sex == "female" ? -0.10 : 0;

        var found = Until(stream, "female", verdict => verdict is
        {
            Attribute: "sex", Group: "female", Measure: WatchedMeasure.DemographicParity or WatchedMeasure.ApprovalRateDrift,
        });

        Assert.InRange(found.Since!.Value, fell.AddHours(-3), fell.AddHours(3));
        Assert.InRange(found.Value.Value!.Value, 0.05, 0.16);
        Assert.Equal(found.Value.Value!.Value, found.Expected!.Value - found.Observed!.Value, 12);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void Judge_AGroupDefaultsMoreThanPredicted_IsFoundInTime(int seed)
    {
        var stream = Fair(seed, days: 2);
        stream.Worse = (sex, _) => sex == "female" ? 0.08 : 0;

        var found = Until(stream, "female", verdict => verdict is { Attribute: "sex", Group: "female", Measure: WatchedMeasure.Calibration });

        Assert.InRange(found.Value.Value!.Value, 0.05, 0.14);
        Assert.InRange(found.Expected!.Value, 0.10, 0.14);
    }

    [Theory]
    [InlineData(7)]
    public void Judge_AFeatureGoesMissing_IsFoundInTimeAsThat(int seed)
    {
        var stream = Fair(seed, days: 2);
        stream.Missing = 0.30;

        var found = Until(stream, "female", verdict => verdict is { Measure: WatchedMeasure.Missingness, Attribute: "slot 0" });

        Assert.Equal(Severity.Critical, found.Severity);
        Assert.InRange(found.Observed!.Value, 0.2, 0.4);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Judge_ThirtyFairDaysLookedAtAgainAndAgain_FindsNothing(int seed)
    {
        var stream = Fair(seed, days: 1);
        for (var window = 0; window < 29 * 288; window++)
        {
            stream.Step();
            if (window % 144 == 143)
            {
                Assert.DoesNotContain(
                    VersionWatch.Judge(stream.Watch(BaselineHours, Horizon), Policy, None), verdict => verdict.Severity is not null);
            }
        }
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(34)]
    public void Judge_BaselineOfFewDecisions_IsNotHeldAgainstAFairStream(int seed)
    {
        // An hour: of the smallest intersection some 65 decisions, whose share approved may well be ten points from what it is in the long run.
        var stream = Fair(seed, days: 5);

        Assert.DoesNotContain(VersionWatch.Judge(stream.Watch(baselineHours: 1, Horizon), Policy, None), verdict => verdict.Severity is not null);
    }

    [Fact]
    public void Judge_DifferenceGoesBack_ClosesAndIsOpenAWhileWithLessEvidence()
    {
        var stream = Fair(21, days: 2);
        stream.Favour = (sex, _) => sex == "female" ? -0.25 : 0;
        Run(stream, 288);
        Assert.Equal(Severity.Critical, Find(None).Severity);

        stream.Favour = (_, _) => 0;
        Run(stream, 288);

        Assert.Null(Find(new HashSet<(string, string, string)> { (WatchedMeasure.DemographicParity, "sex", "female") }).Severity);

        Verdict Find(HashSet<(string, string, string)> open) => VersionWatch.Judge(stream.Watch(BaselineHours, Horizon), Policy, open)
            .Single(verdict => verdict.Key == (WatchedMeasure.DemographicParity, "sex", "female"));
    }

    [Fact]
    public void Judge_OutcomesOfApprovedAlone_LeaveOddsUndefinedWithTheReason()
    {
        var tallies = new[] { "x", "y" }.SelectMany(name => new[] { TallyBasis.Decided, TallyBasis.Observed }.Select(basis =>
        {
            var tally = new Tally();
            tally.Add(new(CreditAI.Scoring.Decisions.Decision.Approve, OutcomeState.Repaid), 90, 0);
            tally.Add(new(CreditAI.Scoring.Decisions.Decision.Approve, OutcomeState.Defaulted), 40, 0);
            return new TallyRow(basis, SimulatedStream.Start, "sex", name, tally);
        }));

        var verdicts = VersionWatch.Judge(new WatchedVersion { ModelVersion = 1, Recent = [.. tallies], Baseline = [] }, Policy, None);

        foreach (var measure in new[] { WatchedMeasure.EqualOpportunity, WatchedMeasure.EqualizedOdds })
        {
            var verdict = Assert.Single(verdicts, verdict => verdict.Measure == measure);
            Assert.Null(verdict.Value.Value);
            Assert.Equal("no outcome is known of applications that were not approved", verdict.Value.Undefined);
        }

        Assert.Equal(0, Assert.Single(verdicts, verdict => verdict.Measure == WatchedMeasure.PredictiveParity).Value.Value);
    }

    private static SimulatedStream Fair(int seed, int days)
    {
        var stream = new SimulatedStream(seed);
        Run(stream, days * 288);
        return stream;
    }

    private static void Run(SimulatedStream stream, int windows)
    {
        for (var window = 0; window < windows; window++)
        {
            stream.Step();
        }
    }

    /// <summary>Looks after every window, as the worker does, until a finding is there.</summary>
    private static Verdict Until(SimulatedStream stream, string affected, Func<Verdict, bool> isIt)
    {
        var before = stream.Decided[affected];
        while (stream.Decided[affected] - before <= Enough)
        {
            stream.Step();
            var found = VersionWatch.Judge(stream.Watch(BaselineHours, Horizon), Policy, None)
                .FirstOrDefault(verdict => verdict.Severity is not null && isIt(verdict));
            if (found is not null)
            {
                return found;
            }
        }

        throw new Xunit.Sdk.XunitException($"Not found within {Enough} decisions.");
    }
}
