using CreditAI.Ledger.Fairness.Counting;
using CreditAI.Ledger.Fairness.Findings;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Monitoring.Windows;

namespace CreditAI.Cli.Report;

/// <summary>What the report of a day and a model version says.</summary>
/// <param name="Before">The days before that have decisions, oldest first, the day itself last.</param>
/// <param name="Findings">About the version, open at some time of the day; newest first.</param>
/// <param name="Differences">Of the day's counts and the ledger.</param>
/// <param name="Policy">As it stands when the report is written.</param>
/// <param name="WrittenAt">When that is.</param>
internal sealed record DayReport(
    ModelVersion Model, DateOnly Day, WindowFairness Window, IReadOnlyList<WindowFairness> Before, IReadOnlyList<Finding> Findings,
    IReadOnlyList<TallyDifference> Differences, PolicyVersion Policy, DateTimeOffset WrittenAt);
