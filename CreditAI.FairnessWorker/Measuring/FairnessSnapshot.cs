using CreditAI.Scoring.Monitoring.Watching;
using CreditAI.Scoring.Monitoring.Windows;

namespace CreditAI.FairnessWorker.Measuring;

/// <summary>The measured fairness of a model version.</summary>
/// <param name="Window">Over all windows that are watched.</param>
/// <param name="Verdicts">What was made of every measure.</param>
internal sealed record FairnessSnapshot(int ModelVersion, WindowFairness Window, IReadOnlyList<Verdict> Verdicts);
