using CreditAI.Scoring.Data;
using CreditAI.Scoring.Fairness.Frames;

namespace CreditAI.Scoring.Fairness.Inputs;

/// <summary>Decisions read from a file, with the groups that they fell on.</summary>
public sealed record DecisionData(DecisionRows Rows, IReadOnlyList<GroupColumn> Protected, GroupColumn? Control);
