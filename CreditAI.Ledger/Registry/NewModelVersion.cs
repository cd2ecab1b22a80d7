using CreditAI.Scoring.Reasons;

namespace CreditAI.Ledger.Registry;

/// <summary>What is told about a model when it is published.</summary>
/// <param name="Sha256">Of the artifact in the object store, lower-case hex.</param>
/// <param name="ApproveAt">Approved at or above this many points.</param>
/// <param name="DeclineBelow">Declined below this many points; referred between the two.</param>
/// <param name="Metrics">JSON object of the metrics measured in training.</param>
/// <param name="ReferenceGroups">Protected attribute to the group that adverse impact is measured against, where the schema names one.</param>
/// <param name="ReasonBasis">What its reasons are counted against.</param>
/// <param name="Features">Names of its features, by slot.</param>
public sealed record NewModelVersion(
    string Name, string Sha256, double ApproveAt, double DeclineBelow, string Metrics, string PublishedBy,
    IReadOnlyDictionary<string, string>? ReferenceGroups = null, ReasonBasis ReasonBasis = ReasonBasis.Best,
    IReadOnlyList<string>? Features = null);
