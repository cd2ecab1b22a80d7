using System.Text.Json;

namespace CreditAI.Scoring.Fairness;

/// <summary>Measured numbers as JSON; what is undefined is null.</summary>
public static class MeasureDocument
{
    /// <summary>An object of value and n, with its interval and the reason where there is no value.</summary>
    public static void WriteMeasure(this Utf8JsonWriter json, string name, Measure measure)
    {
        json.WriteStartObject(name);
        json.WriteMeasure("value", measure.Value);
        json.WriteNumber("n", measure.N);
        if (measure.Interval is { } interval)
        {
            json.WriteNumber("low", interval.Low);
            json.WriteNumber("high", interval.High);
        }

        if (measure.Undefined is { } reason)
        {
            json.WriteString("undefined", reason);
        }

        json.WriteEndObject();
    }

    public static void WriteMeasure(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
