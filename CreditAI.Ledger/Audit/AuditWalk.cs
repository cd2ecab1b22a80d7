namespace CreditAI.Ledger.Audit;

/// <summary>Goes along the entries by number, keeping the last one's hash.</summary>
internal sealed class AuditWalk(IEnumerable<AuditHead> checkpoints)
{
    private const int MostFaults = 100;

    private readonly ILookup<long, byte[]> _checkpoints = checkpoints.ToLookup(head => head.Number, head => head.Hash);
    private readonly SortedDictionary<long, AuditFault> _faults = [];
    private AuditHead _last = AuditHash.Origin;
    private long _entries;

    public void Next(RecordedAct act)
    {
        _entries++;
        if (act.Number <= _last.Number)
        {
            Add(act.Number, AuditFaultKind.Inserted, $"entry {act.Number} has a number that no entry is given");
            return;
        }

        if (act.Number > _last.Number + 1)
        {
            AddMissing(_last.Number + 1, act.Number - 1);
        }

        if (!AuditHash.Of(act).AsSpan().SequenceEqual(act.Hash))
        {
            Add(act.Number, AuditFaultKind.Edited, $"entry {act.Number} does not have the content that its hash was made of");
        }
        else if (act.Number == _last.Number + 1 && !act.Previous.AsSpan().SequenceEqual(_last.Hash))
        {
            Disagrees(_last.Number, $"entry {act.Number}");
        }

        _last = new AuditHead(act.Number, act.Hash);
        foreach (var kept in _checkpoints[act.Number].Where(kept => !kept.AsSpan().SequenceEqual(act.Hash)))
        {
            Disagrees(act.Number, "a checkpoint");
        }
    }

    public AuditVerification End(AuditHead head)
    {
        var promised = Math.Max(head.Number, _checkpoints.Select(kept => kept.Key).DefaultIfEmpty().Max());
        if (promised > _last.Number)
        {
            AddMissing(_last.Number + 1, promised);
        }
        else if (_last.Number > head.Number)
        {
            var first = head.Number + 1; // whatever else is wrong with it
            _faults[first] = new AuditFault(first, AuditFaultKind.Inserted, $"the head is entry {head.Number}, but entries go on to {_last.Number}");
        }
        else if (!head.Hash.AsSpan().SequenceEqual(_last.Hash))
        {
            Disagrees(head.Number, "the head");
        }

        return new AuditVerification(_entries, _last, [.. _faults.Values]);
    }

    private void AddMissing(long first, long last)
        => Add(first, AuditFaultKind.Removed, first == last ? $"entry {first} is missing" : $"entries {first} to {last} are missing");

    // The later witness is believed: what it says of the entry was hashed when the entry was still as it had been.
    private void Disagrees(long number, string witness) => Add(
        Math.Max(number, 1), AuditFaultKind.Rewritten, $"{witness} follows an entry {number} with another hash: it was rewritten, or another was put in its place");

    // The first thing found about an entry says most.
    private void Add(long number, AuditFaultKind kind, string message)
    {
        if (_faults.Count < MostFaults)
        {
            _faults.TryAdd(number, new AuditFault(number, kind, message));
        }
    }
}
