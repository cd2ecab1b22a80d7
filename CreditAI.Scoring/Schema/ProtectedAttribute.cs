namespace CreditAI.Scoring.Schema;

/// <summary>A column by which fairness is measured. It is never a feature.</summary>
public sealed record ProtectedAttribute
{
    /// <summary>Rows whose value is missing are a group of their own, so that no row leaves the counts unseen.</summary>
    public const string MissingGroup = "(missing)";

    public required string Name { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>The group that adverse impact is measured against. Null: the group with the highest selection rate.</summary>
    public string? Privileged { get; init; }

    /// <summary>Column value to group; a value that is not in it is its own group. Empty: every value is a group.</summary>
    public IReadOnlyDictionary<string, string> Groups { get; init; } = new Dictionary<string, string>();

    /// <summary>Bands of a numeric attribute, ascending. Empty: the values are taken as they are.</summary>
    public IReadOnlyList<Band> Bands { get; init; } = [];

    /// <summary>The band that a number lies in.</summary>
    public string BandOf(double value)
    {
        var band = Bands[0].Name;
        foreach (var candidate in Bands)
        {
            if (candidate.From is null || value >= candidate.From)
            {
                band = candidate.Name;
            }
        }

        return band;
    }
}
