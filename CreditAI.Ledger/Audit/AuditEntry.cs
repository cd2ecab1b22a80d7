using System.Text.Json;

namespace CreditAI.Ledger.Audit;

/// <summary>An administrative act to be recorded.</summary>
/// <param name="Actor">Who acted: a person's name, or a caller's id. Not empty, at most 256 characters.</param>
/// <param name="Action">A dotted verb of lower-case letters and hyphens, such as <c>model.promote</c>.</param>
/// <param name="Target">What was acted on, such as <c>champion</c>; at most 512 characters. No personal data.</param>
/// <param name="Detail">Serialized as a JSON object: what changed. No secrets and no personal data.</param>
public sealed record AuditEntry(string Actor, string Action, string Target, object Detail)
{
    internal string DetailText => JsonSerializer.Serialize(Detail, JsonSerializerOptions.Web);
}
