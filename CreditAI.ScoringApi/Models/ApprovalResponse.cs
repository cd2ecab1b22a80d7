using System.ComponentModel;

namespace CreditAI.ScoringApi.Models;

[Description("Somebody who has seen an evaluation agrees that its version becomes champion.")]
internal sealed record ApprovalResponse(
    [property: Description("Who.")] string By, [property: Description("Why.")] string Reason, [property: Description("UTC.")] DateTimeOffset At);
