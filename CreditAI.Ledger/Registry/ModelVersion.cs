using CreditAI.Scoring.Reasons;

namespace CreditAI.Ledger.Registry;

/// <summary>An immutable version of a model: an artifact with its cut-offs and what its reasons are counted against.</summary>
/// <param name="Version">The registry's number, rising with every publication.</param>
/// <param name="Sha256">Of the artifact in the object store, lower-case hex.</param>
/// <param name="ApproveAt">Approved at or above this many points.</param>
/// <param name="DeclineBelow">Declined below this many points; referred between the two.</param>
/// <param name="Metrics">JSON object of the metrics measured in training.</param>
/// <param name="ReferenceGroups">Protected attribute to the group that adverse impact is measured against, where the schema names one.</param>
/// <param name="ReasonBasis">What its reasons are counted against.</param>
/// <param name="Features">Names of its features, by slot; empty for a version that was published before they were told.</param>
/// <param name="State">active or retired.</param>
/// <param name="Aliases">The aliases that point at it now.</param>
public sealed record ModelVersion(
    int Version,
    string Name,
    string Sha256,
    double ApproveAt,
    double DeclineBelow,
    string Metrics,
    IReadOnlyDictionary<string, string> ReferenceGroups,
    ReasonBasis ReasonBasis,
    IReadOnlyList<string> Features,
    string State,
    DateTimeOffset PublishedAt,
    string PublishedBy,
    IReadOnlyList<string> Aliases);
