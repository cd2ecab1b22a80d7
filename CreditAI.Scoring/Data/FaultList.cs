namespace CreditAI.Scoring.Data;

/// <summary>Collects faults and stops at enough of them: a person mends the first few, and the rest are usually the same.</summary>
internal sealed class FaultList(string file)
{
    private const int Enough = 20;

    private readonly List<DatasetFault> _faults = [];

    public void Add(long? line, string? column, string message)
    {
        _faults.Add(new DatasetFault(file, line, column, message));
        if (_faults.Count == Enough)
        {
            _faults.Add(new DatasetFault(file, null, null, "there may be more faults; reading stopped here"));
            Throw();
        }
    }

    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
        {
            Throw();
        }
    }

    private void Throw() => throw new DatasetException(_faults);
}
