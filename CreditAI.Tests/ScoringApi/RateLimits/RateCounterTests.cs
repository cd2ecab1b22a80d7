using CreditAI.ScoringApi.RateLimits;
using FsCheck;
using FsCheck.Fluent;

namespace CreditAI.Tests.ScoringApi.RateLimits;

public sealed class RateCounterTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Take_BurstsOnBothSidesOfTheMinute_GainNothing()
    {
        var counter = new RateCounter("x");

        Assert.Equal(100, Burst(counter, Start.AddSeconds(59.9), 500));
        Assert.Equal(0, Burst(counter, Start.AddSeconds(60), 500));
        Assert.Equal(50, Burst(counter, Start.AddSeconds(90), 500));
        Assert.Equal(100, Burst(counter, Start.AddMinutes(3), 500));
    }

    [Fact]
    public void Take_RefusedRequest_FitsInWhenItWasToldToTryAgain()
    {
        Prop.ForAll(Gen.Choose(1, 200).Zip(Gen.Choose(0, 119_000)).ToArbitrary(), sample =>
        {
            var (limit, at) = sample;
            var counter = new RateCounter("x");
            Burst(counter, Start.AddMilliseconds(at / 2), limit / 2, limit);
            var now = Start.AddMilliseconds(at);
            Burst(counter, now, 2 * limit, limit);
            var refused = Take(counter, now, limit);

            return !refused.IsAdmitted && refused.RetryAfter is >= 1 and <= 120 && Take(counter, now.AddSeconds(refused.RetryAfter), limit).IsAdmitted;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Take_AnyArrivals_KeepTheLimitInEveryMinuteOfTheClockAndTwiceItInAnyOther()
    {
        Prop.ForAll(Gen.Choose(0, 4_000).ArrayOf(400).ToArbitrary(), gaps =>
        {
            const int Limit = 20;
            var (counter, now, admitted) = (new RateCounter("x"), Start, new List<DateTimeOffset>());
            foreach (var gap in gaps)
            {
                now = now.AddMilliseconds(gap);
                if (Take(counter, now, Limit).IsAdmitted)
                {
                    admitted.Add(now);
                }
            }

            return admitted.GroupBy(at => at.Ticks / TimeSpan.TicksPerMinute).All(minute => minute.Count() <= Limit)
                && admitted.All(from => admitted.Count(at => at >= from && at < from.AddMinutes(1)) <= 2 * Limit);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Take_OneOfTwoReplicasBetweenTwoLooks_GivesHalfItsPartOfWhatIsLeft()
    {
        var counter = new RateCounter("x");
        Assert.Equal(25, Enumerable.Range(0, 200).Count(_ => counter.Take(Start, 100, 2, false, out var _, out var _).IsAdmitted));

        var push = counter.Push(Start);
        counter.Learn(push.Minute, push.Here, elsewhere: 55);

        Assert.Equal((25, 5), ((int)push.Here, Enumerable.Range(0, 200).Count(_ => counter.Take(Start, 100, 2, false, out var _, out var _).IsAdmitted)));
    }

    [Fact]
    public void Take_TwoReplicasOfWhichOneLooksUpToThreeTimesAsOften_KeepTheLimitWithinFivePercent()
    {
        var rounds = Gen.Choose(0, 2).Zip(Gen.Choose(0, 2)).Zip(Gen.Choose(0, 200), (looks, burst) => (looks.Item1, looks.Item2, burst)).ArrayOf(40);
        Prop.ForAll(Gen.Choose(10, 400).Zip(rounds).ToArbitrary(), sample =>
        {
            var (limit, steps) = sample;
            var (replicas, told, admitted) = (new[] { new RateCounter("x"), new RateCounter("x") }, new long[2], 0);
            foreach (var (first, second, burst) in steps)
            {
                // While one looks, again and again, the other has given away what it has not told yet.
                Burst(1, burst);
                LookAndBurst(0, first, burst);
                LookAndBurst(1, second + 1, burst);
                LookAndBurst(0, 1, burst);
            }

            return admitted <= (1.05 * limit) + 2;

            void Burst(int replica, int requests)
                => admitted += Enumerable.Range(0, requests).Count(_ => replicas[replica].Take(Start, limit, 2, false, out var _, out var _).IsAdmitted);

            void LookAndBurst(int replica, int times, int requests)
            {
                for (; times > 0; times--)
                {
                    var push = replicas[replica].Push(Start);
                    told[replica] = push.Here;
                    replicas[replica].Learn(push.Minute, push.Here, told[1 - replica]);
                    Burst(replica, requests);
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Take_AloneAmongTwo_KeepsToHalfTheLimitWhateverTheOthersHad()
    {
        var counter = new RateCounter("x");
        var push = counter.Push(Start);
        counter.Learn(push.Minute, 0, elsewhere: 90);

        Assert.Equal(50, Enumerable.Range(0, 200).Count(_ => counter.Take(Start, 100, 2, true, out var _, out var _).IsAdmitted));
    }

    [Fact]
    public void Learn_CacheThatLostItsData_ForgetsNothing()
    {
        var counter = new RateCounter("x");
        Burst(counter, Start, 30);
        var push = counter.Push(Start);
        counter.Learn(push.Minute, push.Here, elsewhere: 20);
        counter.Learn(push.Minute, push.Here, elsewhere: 0);

        Assert.Equal(50, Burst(counter, Start, 500));
        Assert.Equal(80, counter.Push(Start).Here); // the whole, not what was added
    }

    private static int Burst(RateCounter counter, DateTimeOffset at, int requests, int limit = 100)
        => Enumerable.Range(0, requests).Count(_ => Take(counter, at, limit).IsAdmitted);

    private static RateVerdict Take(RateCounter counter, DateTimeOffset at, int limit) => counter.Take(at, limit, 1, false, out _, out _);
}
