namespace CreditAI.Ledger.Verification;

/// <summary>What a row of ledger.decision has that is hashed, but for its chain. Valid while it is visited.</summary>
internal readonly ref struct DecisionRow(long position, Guid id, int modelVersion, char decision, double points, ReadOnlySpan<byte> body)
{
    public long Position { get; } = position;

    public Guid Id { get; } = id;

    public int ModelVersion { get; } = modelVersion;

    public char Decision { get; } = decision;

    public double Points { get; } = points;

    public ReadOnlySpan<byte> Body { get; } = body;
}
