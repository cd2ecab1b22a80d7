namespace CreditAI.Scoring.Schema;

/// <summary>One input of the scorecard. Its position in <see cref="DatasetSchema.Features"/> is its slot.</summary>
public sealed record Feature
{
    /// <summary>The column's name, which is also the field's name in a decision request.</summary>
    public required string Name { get; init; }

    public required FeatureKind Kind { get; init; }

    /// <summary>Only for numeric features.</summary>
    public Direction Direction { get; init; }

    /// <summary>Smallest valid value, inclusive; anything below falls into the out-of-range bin. Null: no bound.</summary>
    public double? Minimum { get; init; }

    /// <summary>Largest valid value, inclusive.</summary>
    public double? Maximum { get; init; }

    /// <summary>What a person calls it: "Debt-to-income ratio".</summary>
    public required string DisplayName { get; init; }

    /// <summary>The principal reason as an adverse action notice states it (12 CFR 1002.9(b)(2)).</summary>
    public required string Reason { get; init; }

    /// <summary>The reason when the applicant's value is missing. Null: <see cref="Reason"/>.</summary>
    public string? MissingReason { get; init; }

    public Actionability Actionable { get; init; }

    public FeatureSource Source { get; init; }

    /// <summary>What score of a consumer reporting agency the feature is. Null: it is none.</summary>
    public BureauScore? BureauScore { get; init; }

    /// <summary>True of the number of inquiries on the consumer report, which is told as a fifth key factor (15 USC 1681g(f)(9)).</summary>
    public bool IsInquiries { get; init; }

    /// <summary>Plain words for coded levels of a categorical feature: <c>A11</c> is "overdrawn". May be empty.</summary>
    public IReadOnlyDictionary<string, string> Levels { get; init; } = new Dictionary<string, string>();

    /// <summary>True when a number lies within the valid range; false for NaN and infinities.</summary>
    public bool Accepts(double value) => double.IsFinite(value) && !(value < Minimum) && !(value > Maximum);
}
