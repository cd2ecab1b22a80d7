namespace CreditAI.Ledger.Decisions;

/// <summary>A feature's value as it was received: a number, a text, or missing (the default).</summary>
public readonly record struct FeatureValue
{
    private FeatureValue(FeatureValueKind kind, double number, string? text) => (Kind, Number, Text) = (kind, number, text);

    public FeatureValueKind Kind { get; }

    /// <summary>Finite; 0 unless it is a number.</summary>
    public double Number { get; }

    /// <summary>Null unless it is a text.</summary>
    public string? Text { get; }

    public static FeatureValue Of(double number) => new(FeatureValueKind.Number, number, null);

    public static FeatureValue Of(string text) => new(FeatureValueKind.Text, 0, text);
}
