using CreditAI.Ledger.Fairness;
using CreditAI.Scoring.Fairness;

namespace CreditAI.FairnessWorker.Measuring;

/// <summary>The measured fairness of one model version by one protected attribute.</summary>
/// <param name="Counts">Every count, those of groups too small to be compared included.</param>
/// <param name="Rates">Selection rate by group, of every group.</param>
/// <param name="Compared">Measures between the groups that said what they are and have decisions enough; null with fewer than two.</param>
internal sealed record FairnessSnapshot(
    int ModelVersion, string Attribute, IReadOnlyList<DecisionCount> Counts, IReadOnlyList<GroupRates> Rates, AttributeFairness? Compared);
