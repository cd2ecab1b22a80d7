using System.ComponentModel;
using CreditAI.Scoring.Fairness;

namespace CreditAI.ScoringApi.Fairness;

[Description("A measured number with what it rests on.")]
internal sealed record MeasureResponse(
    [property: Description("What is measured.")] string Measure,
    [property: Description("Null when it is undefined.")] double? Value,
    [property: Description("Decisions it rests on.")] long N,
    [property: Description("Lower end of the 95 % interval; null where none is known.")] double? Low,
    [property: Description("Upper end.")] double? High,
    [property: Description("Why there is no value.")] string? Undefined)
{
    public static MeasureResponse From(NamedMeasure named)
        => new(named.Name, named.Measure.Value, named.Measure.N, named.Measure.Interval?.Low, named.Measure.Interval?.High, named.Measure.Undefined);
}
