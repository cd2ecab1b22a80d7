using CreditAI.Scoring.Monitoring.Tallies;

namespace CreditAI.Ledger.Fairness.Counting;

/// <summary>Counts a page in memory: by code and by the smallest window, which are then few, and spread out only when they are written.</summary>
internal sealed class PageTallies
{
    private readonly Dictionary<(int ModelVersion, DateTimeOffset Start, TallyBasis Basis, int Code), Tally> _tallies = [];
    private readonly Dictionary<(int ModelVersion, DateTimeOffset Start), BinCounts> _bins = [];

    public IEnumerable<int> Codes => _tallies.Keys.Select(key => key.Code);

    public void Add(CountedDecision decision, int score, ReadOnlySpan<ushort> bins)
    {
        Of(decision, TallyBasis.Decided, decision.DecidedAt).Add(new TallyCell(decision.Decision, OutcomeState.Unknown), 1, decision.Predicted);
        var hour = (decision.ModelVersion, Grain.Hour.StartOf(decision.DecidedAt));
        if (!_bins.TryGetValue(hour, out var counts))
        {
            _bins.Add(hour, counts = new BinCounts());
        }

        counts.Add(score, bins);
    }

    public void Add(CountedDecision decision, CountedOutcome outcome)
    {
        var (before, after) = (new TallyCell(decision.Decision, outcome.Before), new TallyCell(decision.Decision, outcome.State));
        var decided = Of(decision, TallyBasis.Decided, decision.DecidedAt);
        decided.Add(before, -1, -decision.Predicted);
        decided.Add(after, 1, decision.Predicted);
        if (outcome.RecordedBefore is { } recorded)
        {
            Of(decision, TallyBasis.Observed, recorded).Add(before, -1, -decision.Predicted);
        }

        Of(decision, TallyBasis.Observed, outcome.RecordedAt).Add(after, 1, decision.Predicted);
    }

    /// <returns>By every grain and group, what to add.</returns>
    public Dictionary<TallyKey, Tally> Tallies(ProtectedCodes codes)
    {
        var spread = new Dictionary<TallyKey, Tally>();
        foreach (var (key, tally) in _tallies)
        {
            foreach (var grain in GrainWindows.All)
            {
                foreach (var (attribute, group) in codes[key.Code])
                {
                    var to = new TallyKey(key.ModelVersion, grain, grain.StartOf(key.Start), key.Basis, attribute, group);
                    if (!spread.TryGetValue(to, out var sum))
                    {
                        spread.Add(to, sum = new Tally());
                    }

                    sum.Add(tally);
                }
            }
        }

        return spread;
    }

    /// <returns>By every grain from the hour up, what to add, by bin.</returns>
    public Dictionary<BinKey, long[]> Bins()
    {
        var spread = new Dictionary<BinKey, long[]>();
        foreach (var ((version, start), counts) in _bins)
        {
            foreach (var grain in GrainWindows.All.Where(grain => grain != Grain.FiveMinutes))
            {
                foreach (var (slot, bins) in counts.Slots)
                {
                    var to = new BinKey(version, grain, grain.StartOf(start), slot);
                    spread[to] = Sum(spread.GetValueOrDefault(to, []), bins);
                }
            }
        }

        return spread;
    }

    private static long[] Sum(long[] one, long[] other)
    {
        var sum = new long[Math.Max(one.Length, other.Length)];
        one.CopyTo(sum, 0);
        for (var bin = 0; bin < other.Length; bin++)
        {
            sum[bin] += other[bin];
        }

        return sum;
    }

    private Tally Of(CountedDecision decision, TallyBasis basis, DateTimeOffset time)
    {
        var key = (decision.ModelVersion, Grain.FiveMinutes.StartOf(time), basis, decision.Code);
        if (!_tallies.TryGetValue(key, out var tally))
        {
            _tallies.Add(key, tally = new Tally());
        }

        return tally;
    }
}
