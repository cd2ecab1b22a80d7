using CreditAI.Scoring.Alternatives.Judging;

namespace CreditAI.Scoring.Alternatives;

/// <summary>The chosen alternative against the baseline on rows that took no part in the choice, looked at once.</summary>
/// <param name="N">Rows.</param>
/// <param name="Baseline">The baseline's accuracy and fairness.</param>
/// <param name="Chosen">The chosen alternative's.</param>
/// <param name="Loss">Loss of accuracy merit, paired.</param>
/// <param name="Gain">Gain of fairness merit, paired.</param>
/// <param name="Verdict">In words: what is shown and what is not.</param>
public sealed record Confirmation(
    long N, (Banded Accuracy, Banded Fairness) Baseline, (Banded Accuracy, Banded Fairness) Chosen, Banded Loss, Banded Gain, string Verdict);
