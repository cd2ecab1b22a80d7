namespace CreditAI.Ledger.Decisions;

/// <summary>A feature's value as it was received: a number, a text, or missing (the default).</summary>
public readonly record struct FeatureValue
{
    // What no number is kept as, so that a value has no field for its kind and is a third smaller: every decision allocates one per feature.
    private const long NoNumber = 0x7FF8_0000_0000_0001;

    private readonly long _bits; // A number's, but for those of NoNumber.

    private FeatureValue(long bits, string? text) => (_bits, Text) = (bits, text);

    public FeatureValueKind Kind => Text is not null ? FeatureValueKind.Text : _bits == 0 ? FeatureValueKind.Missing : FeatureValueKind.Number;

    /// <summary>Finite; 0 unless it is a number.</summary>
    public double Number => _bits == 0 ? 0 : BitConverter.Int64BitsToDouble(_bits ^ NoNumber);

    /// <summary>Null unless it is a text.</summary>
    public string? Text { get; }

    public static FeatureValue Of(double number) => new(BitConverter.DoubleToInt64Bits(number) ^ NoNumber, null);

    public static FeatureValue Of(string text) => new(0, text);
}
