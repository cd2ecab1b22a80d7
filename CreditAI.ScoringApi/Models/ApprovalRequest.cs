using System.ComponentModel;

namespace CreditAI.ScoringApi.Models;

[Description("Agrees that a version becomes champion, on what its latest evaluation has shown.")]
internal sealed record ApprovalRequest([property: Description("Why; it is recorded.")] string Reason);
