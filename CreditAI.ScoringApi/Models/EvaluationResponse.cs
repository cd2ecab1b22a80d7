using System.ComponentModel;
using CreditAI.Ledger.Registry.Evaluations;

namespace CreditAI.ScoringApi.Models;

[Description("What a model version has shown, once.")]
internal sealed record EvaluationResponse(
    [property: Description("Its id.")] Guid Id,
    [property: Description("The champion that it was compared with; null where there was none.")] int? Against,
    [property: Description("The policy whose gates it went through.")] int PolicyVersion,
    [property: Description("Which rows.")] string Data,
    [property: Description("SHA-256 of the rows' bytes.")] string DataSha256,
    [property: Description("Rows that neither version was trained on.")] long Rows,
    [property: Description("Whether it passed every gate.")] bool Passed,
    [property: Description("Gate by gate.")] IReadOnlyList<GateResponse> Gates,
    [property: Description("Who agreed.")] IReadOnlyList<ApprovalResponse> Approvals,
    [property: Description("Who evaluated.")] string By,
    [property: Description("UTC.")] DateTimeOffset At)
{
    public static EvaluationResponse Of(Evaluation evaluation) => new(
        evaluation.Id, evaluation.Against, evaluation.PolicyVersion, evaluation.Data, evaluation.DataSha256, evaluation.Rows, evaluation.IsPassed,
        [.. evaluation.Gates.Select(GateResponse.Of)], [.. evaluation.Approvals.Select(approval => new ApprovalResponse(approval.By, approval.Reason, approval.At))],
        evaluation.By, evaluation.At);
}
