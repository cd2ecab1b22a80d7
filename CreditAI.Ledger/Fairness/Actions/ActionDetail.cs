using System.Text.Json;
using System.Text.Json.Serialization;

namespace CreditAI.Ledger.Fairness.Actions;

/// <summary>What an action changed; what it did not is null.</summary>
/// <param name="CanaryShare">What the challenger decided before.</param>
/// <param name="PolicyVersion">The policy that was put.</param>
/// <param name="From">The model version that was champion.</param>
/// <param name="To">The one that was made champion.</param>
/// <param name="Why">Why it was refused.</param>
public sealed record ActionDetail(double? CanaryShare = null, int? PolicyVersion = null, int? From = null, int? To = null, string? Why = null)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    internal string ToJson() => JsonSerializer.Serialize(this, Options);

    internal static ActionDetail Parse(string json) => JsonSerializer.Deserialize<ActionDetail>(json, Options)!;
}
