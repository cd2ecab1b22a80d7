using System.ComponentModel;
using System.Text.Json;
using CreditAI.Ledger.Policies;

namespace CreditAI.ScoringApi.Policies;

[Description("A policy as it was put.")]
internal sealed record PolicyResponse(
    [property: Description("From 1, without gaps; in quotes it is the ETag.")] int Version,
    [property: Description("Why it was put.")] string Reason,
    [property: Description("Who put it.")] string PutBy,
    [property: Description("UTC.")] DateTimeOffset PutAt,
    [property: Description("Its content.")] PolicyContent Policy)
{
    public static PolicyResponse From(PolicyVersion version) => new(
        version.Version, version.Reason, version.PutBy, version.PutAt,
        JsonSerializer.Deserialize<PolicyContent>(version.Policy.ToUtf8Json(), JsonSerializerOptions.Web)!);
}
