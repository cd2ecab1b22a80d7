using CreditAI.Scoring.Promotion;

namespace CreditAI.Ledger.Registry.Evaluations;

/// <summary>What a model version has shown.</summary>
/// <param name="Against">The champion that it was compared with; null where there was none.</param>
/// <param name="PolicyVersion">The policy whose gates it went through.</param>
/// <param name="Data">Which rows, in words.</param>
/// <param name="DataSha256">Of the rows' bytes, lower-case hex.</param>
public sealed record NewEvaluation(
    int Version, int? Against, int PolicyVersion, string Data, string DataSha256, long Rows, IReadOnlyList<Gate> Gates, string By);
