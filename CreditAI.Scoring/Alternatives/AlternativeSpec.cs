using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CreditAI.Scoring.Alternatives;

/// <summary>One member of the family: how it differs from the lender's own way of training. The protected attribute steers training and is never a feature.</summary>
public sealed record AlternativeSpec
{
    /// <summary>Position in the family; 0 is the baseline, which differs in nothing.</summary>
    public required int Index { get; init; }

    /// <summary>The protected attribute that penalty and weighting look at; null where neither is used.</summary>
    public string? Attribute { get; init; }

    /// <summary>Strength of the fairness penalty inside the boosting, 0 for none.</summary>
    public double Penalty { get; init; }

    public SampleWeighting Weighting { get; init; }

    /// <summary>The weighting's exponent or multiplier.</summary>
    public double Multiplier { get; init; }

    /// <summary>Features left out, in ordinal order.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];

    /// <summary>Most bins of a feature; null: the trainer's own.</summary>
    public int? MaximumBins { get; init; }

    /// <summary>False: the schema's monotone directions are not asked for.</summary>
    public bool Monotone { get; init; } = true;

    public bool IsBaseline => Index == 0;

    /// <summary>Names what is trained, whatever its position: 16 hex digits of the SHA-256 of its differences.</summary>
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text("|"))))[..16];

    /// <summary>The differences in words.</summary>
    public string Describe() => Text("; ") is { Length: > 0 } text ? text : "baseline";

    private string Text(string separator)
    {
        var parts = new List<string>();
        if (Penalty > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"fairness penalty {Penalty:R} on {Attribute}"));
        }

        if (Weighting != SampleWeighting.AsIs)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{Name(Weighting)} {Multiplier:R} on {Attribute}"));
        }

        if (Dropped.Count > 0)
        {
            parts.Add($"without {string.Join(", ", Dropped)}");
        }

        if (MaximumBins is { } bins)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"at most {bins} bins"));
        }

        if (!Monotone)
        {
            parts.Add("no monotone directions");
        }

        return string.Join(separator, parts);
    }

    private static string Name(SampleWeighting weighting) => weighting switch
    {
        SampleWeighting.Reweighing => "reweighing",
        SampleWeighting.DemographicParity => "demographic parity weights",
        _ => "equal opportunity weights",
    };
}
