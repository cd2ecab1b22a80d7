namespace CreditAI.Scoring.Data;

/// <summary>Data that cannot be taken as they are. Nothing was dropped or guessed; the message has one fault per line.</summary>
public sealed class DatasetException : Exception
{
    public DatasetException(IReadOnlyList<DatasetFault> faults)
        : base(string.Join('\n', faults)) => Faults = faults;

    public DatasetException(string file, string message)
        : this([new DatasetFault(file, null, null, message)])
    {
    }

    public IReadOnlyList<DatasetFault> Faults { get; }
}
