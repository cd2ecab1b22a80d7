using System.ComponentModel;
using CreditAI.Scoring.Promotion;

namespace CreditAI.ScoringApi.Models;

[Description("One thing that a model version must show.")]
internal sealed record GateResponse(
    [property: Description("data, accuracy, fairness, reasons or latency.")] string Gate,
    [property: Description("False too where it could not be measured.")] bool Passed,
    [property: Description("What was measured; null where it is undefined.")] double? Value,
    [property: Description("Lower end of its 95 % interval; null where none is known.")] double? Low,
    [property: Description("Upper end.")] double? High,
    [property: Description("Rows.")] long N,
    [property: Description("What it was held against.")] double? Threshold,
    [property: Description("In a sentence.")] string Detail)
{
    public static GateResponse Of(Gate gate) => new(
        gate.Name, gate.IsPassed, gate.Value.Value, gate.Value.Interval?.Low, gate.Value.Interval?.High, gate.Value.N, gate.Threshold, gate.Detail);
}
