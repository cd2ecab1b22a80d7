using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.Monitoring.Tallies;

/// <summary>
/// Decisions by what was decided and how it turned out, and what was predicted for them: whole numbers, so that tallies add up to the same
/// whatever the order, and a recount can be compared to the last digit.
/// </summary>
public sealed class Tally
{
    /// <summary>Probabilities of default are summed in units of 1e-9.</summary>
    public const double Unit = 1e-9;

    private const int Outcomes = 3;

    private readonly long[] _n = new long[3 * Outcomes];
    private readonly long[] _predicted = new long[3 * Outcomes];

    /// <summary>Decisions.</summary>
    public long N => _n.Sum();

    public long Approved => Of(Decision.Approve);

    public long Repaid => Of(OutcomeState.Repaid);

    public long Defaulted => Of(OutcomeState.Defaulted);

    /// <summary>Decisions whose outcome is known.</summary>
    public long Known => Repaid + Defaulted;

    /// <summary>
    /// Whether outcomes are known of approved applications alone: everybody who repaid was approved then, a rate of 1 that says nothing.
    /// </summary>
    public bool IsKnownOfApprovedAlone
        => Known > 0 && Known == Count(Decision.Approve, OutcomeState.Repaid) + Count(Decision.Approve, OutcomeState.Defaulted);

    /// <summary>Sum of the probabilities of default that were predicted for those whose outcome is known.</summary>
    public double PredictedOfKnown => Decisions.Sum(decision =>
        _predicted[At(decision, OutcomeState.Repaid)] + _predicted[At(decision, OutcomeState.Defaulted)]) * Unit;

    /// <summary>The cells that are not empty, in a fixed order.</summary>
    public IEnumerable<(TallyCell Cell, long N, long Predicted)> Cells
        => from decision in Decisions
           from outcome in States
           let at = At(decision, outcome)
           where _n[at] != 0 || _predicted[at] != 0
           select (new TallyCell(decision, outcome), _n[at], _predicted[at]);

    private static IEnumerable<Decision> Decisions => [Decision.Approve, Decision.Refer, Decision.Decline];

    private static IEnumerable<OutcomeState> States => [OutcomeState.Unknown, OutcomeState.Repaid, OutcomeState.Defaulted];

    /// <summary>A probability of default in whole units.</summary>
    public static long InUnits(double probability) => (long)Math.Round(probability / Unit);

    public long Count(Decision decision, OutcomeState outcome) => _n[At(decision, outcome)];

    /// <param name="cell">Where.</param>
    /// <param name="n">Decisions more; below 0 takes them away.</param>
    /// <param name="predicted">Their probabilities of default, in units of <see cref="Unit"/>.</param>
    public void Add(TallyCell cell, long n, long predicted)
    {
        var at = At(cell.Decision, cell.Outcome);
        _n[at] += n;
        _predicted[at] += predicted;
    }

    public static Tally Sum(IEnumerable<Tally> tallies)
    {
        var sum = new Tally();
        foreach (var tally in tallies)
        {
            sum.Add(tally);
        }

        return sum;
    }

    public void Add(Tally other)
    {
        for (var at = 0; at < _n.Length; at++)
        {
            _n[at] += other._n[at];
            _predicted[at] += other._predicted[at];
        }
    }

    /// <summary>For <see cref="FairnessMeasures"/>. Repaid is the favourable outcome, approval the selection.</summary>
    public GroupTally ToGroup(string group) => GroupTally.Of(group, N, Approved) with
    {
        Outcomes = Known == 0 ? null : new OutcomeTally(
            Repaid, Repaid, Count(Decision.Approve, OutcomeState.Repaid), Defaulted, Defaulted, Count(Decision.Approve, OutcomeState.Defaulted)),
    };

    private static int At(Decision decision, OutcomeState outcome) => ((int)decision * Outcomes) + (int)outcome;

    private long Of(Decision decision)
        => Count(decision, OutcomeState.Unknown) + Count(decision, OutcomeState.Repaid) + Count(decision, OutcomeState.Defaulted);

    private long Of(OutcomeState outcome) => Count(Decision.Approve, outcome) + Count(Decision.Refer, outcome) + Count(Decision.Decline, outcome);
}
