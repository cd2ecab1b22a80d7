namespace CreditAI.Scoring.Fairness.Counts;

/// <summary>A column of digits: bytes below a radix.</summary>
internal readonly record struct RadixColumn(ReadOnlyMemory<byte> Digits, int Radix);
