using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Notices;
using CreditAI.Scoring.Reasons;

namespace CreditAI.Scoring.Policies;

/// <summary>What the lender decides by besides the scorecard. Immutable: another policy is another version.</summary>
/// <param name="CutOffs">Points. Null: those that the deciding model version was published with.</param>
/// <param name="ReasonMethod">What reasons are counted against. Null: as the model version was published.</param>
/// <param name="CanaryShare">Share of applications that the challenger decides, 0 to 1.</param>
/// <param name="Fairness">What counts as a finding.</param>
/// <param name="Actions">What is done about one.</param>
/// <param name="Promotion">What a model version must show before it becomes champion.</param>
/// <param name="RetentionMonths">How long decisions are kept.</param>
public sealed record Policy(
    CutOffs? CutOffs, ReasonBasis? ReasonMethod, double CanaryShare, FairnessPolicy Fairness, ActionPolicy Actions, PromotionPolicy Promotion,
    int RetentionMonths, NoticeParties Notice)
{
    /// <summary>Creditors keep applications for 25 months after they notify of the action taken (12 CFR 1002.12(b)(1)).</summary>
    public const int LeastRetentionMonths = 25;

    /// <param name="utf8Json">The document.</param>
    /// <param name="document">What to call it in errors.</param>
    /// <exception cref="Documents.InvalidDocumentException">Every fault found, each with its JSON path.</exception>
    public static Policy Parse(ReadOnlyMemory<byte> utf8Json, string document = "policy") => PolicyDocument.Parse(utf8Json, document);

    /// <summary>The document in one order of members; parsing it gives the same policy.</summary>
    public byte[] ToUtf8Json() => PolicyDocument.Write(this);
}
