namespace CreditAI.Scoring.Mitigation;

/// <summary>
/// Leave to use a protected attribute when deciding. Methods whose decisions depend on the applicant's group treat two equal
/// applications of different groups differently; a creditor may not do that (ECOA, Regulation B, 12 CFR 1002.4(a)). They are here to
/// be measured and for policies of places and purposes where it is lawful, and every one of them asks for this leave.
/// </summary>
public sealed record ProtectedAtDecision
{
    private ProtectedAtDecision()
    {
    }

    /// <summary>Said by whoever answers for the policy.</summary>
    public static ProtectedAtDecision Allowed { get; } = new();

    /// <summary>Why it is refused without leave.</summary>
    public static string Refusal(string method, string attribute) =>
        $"{method} decides by {attribute}, a protected attribute, and the policy does not allow that: equal applications would be treated " +
        "differently by group, which is disparate treatment under ECOA (Regulation B, 12 CFR 1002.4(a))";

    /// <exception cref="ProtectedAttributeRefusedException">There is no leave.</exception>
    internal static void Demand(ProtectedAtDecision? leave, string method, string attribute)
    {
        if (leave is null)
        {
            throw new ProtectedAttributeRefusedException(Refusal(method, attribute));
        }
    }
}
