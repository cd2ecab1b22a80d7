using System.Text.Json;
using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.Metrics;

/// <summary>Calibration as JSON.</summary>
public static class ProbabilityCalibrationDocument
{
    public static void Write(Utf8JsonWriter json, string member, ProbabilityCalibration calibration)
    {
        json.WriteStartObject(member);
        Write(json, "calibration_intercept", calibration.Intercept);
        Write(json, "calibration_slope", calibration.Slope);
        Write(json, "hosmer_lemeshow", calibration.HosmerLemeshow);
        json.WriteNumber("degrees_of_freedom", calibration.DegreesOfFreedom);
        Write(json, "p_value", calibration.PValue);
        json.WriteStartArray("groups");
        foreach (var group in calibration.Groups)
        {
            json.WriteStartObject();
            json.WriteNumber("n", group.N);
            json.WriteNumber("from", group.From);
            json.WriteNumber("to", group.To);
            json.WriteNumber("expected", group.Expected);
            json.WriteNumber("favourable", group.Favourable);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Measure measure)
    {
        json.WriteMeasure(name, measure.Value);
        if (measure.Undefined is { } reason)
        {
            json.WriteString($"{name}_undefined", reason);
        }
    }
}
