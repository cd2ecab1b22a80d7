using System.ComponentModel;

namespace CreditAI.ScoringApi.Fairness;

[Description("Fairness of a model version over time.")]
internal sealed record HistoryResponse(
    [property: Description("Whose decisions.")] int ModelVersion,
    [property: Description("How long the windows are: 5m, hour, day or week.")] string Grain,
    [property: Description("The windows that have decisions, oldest first.")] IReadOnlyList<WindowResponse> Windows);
