using CreditAI.Ledger.Policies;

namespace CreditAI.ScoringApi.Policies;

/// <summary>The policy of this moment; swapped while requests run, and read without a lock.</summary>
internal sealed class PolicyHolder
{
    private volatile PolicyVersion? _current;

    /// <summary>Null until it was read once.</summary>
    public PolicyVersion? Current => _current;

    /// <summary>Takes a policy over where it is newer than the one held.</summary>
    /// <returns>Whether it was.</returns>
    public bool Offer(PolicyVersion policy)
    {
        var current = _current;
        while (current is null || current.Version < policy.Version)
        {
            var seen = Interlocked.CompareExchange(ref _current, policy, current);
            if (seen == current)
            {
                return true;
            }

            current = seen;
        }

        return false;
    }
}
