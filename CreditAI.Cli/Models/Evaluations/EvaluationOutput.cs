using System.Globalization;
using System.Text.Json;
using CreditAI.Cli.Running;
using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Registry.Evaluations;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Promotion;

namespace CreditAI.Cli.Models.Evaluations;

/// <summary>An evaluation for people or as JSON.</summary>
internal static class EvaluationOutput
{
    public static void Write(Evaluation evaluation, OutputFormat format)
    {
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(json => WriteJson(json, evaluation));
            return;
        }

        Screen.Line($"model version {evaluation.Version} {(evaluation.IsPassed ? "passed" : "did not pass")} against "
            + $"{(evaluation.Against is { } champion ? $"model version {champion}" : "nobody")}, on {Figures.Whole(evaluation.Rows)} rows of {evaluation.Data}");
        Screen.Table(["gate", "", "what"], evaluation.Gates.Select(gate => new[] { gate.Name, gate.IsPassed ? "passed" : "FAILED", gate.Detail }), lastIsText: true);
        foreach (var approval in evaluation.Approvals)
        {
            Screen.Line(string.Create(CultureInfo.InvariantCulture, $"approved by {approval.By} at {approval.At:yyyy-MM-dd HH:mm'Z'}: {approval.Reason}"));
        }
    }

    public static void WriteAll(ModelVersion model, string stage, IReadOnlyList<Evaluation> evaluations, OutputFormat format)
    {
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("version", model.Version);
                json.WriteString("stage", stage);
                json.WriteStartArray("evaluations");
                foreach (var evaluation in evaluations)
                {
                    WriteJson(json, evaluation);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            });
            return;
        }

        Screen.Line($"model version {model.Version} ({model.Name}) is {stage}");
        foreach (var evaluation in evaluations)
        {
            Screen.Title(string.Create(CultureInfo.InvariantCulture, $"{evaluation.At:yyyy-MM-dd HH:mm'Z'}, by {evaluation.By}, under policy {evaluation.PolicyVersion}"));
            Write(evaluation, format);
        }
    }

    private static void WriteJson(Utf8JsonWriter json, Evaluation evaluation)
    {
        json.WriteStartObject();
        json.WriteString("id", evaluation.Id);
        json.WriteNumber("version", evaluation.Version);
        json.WritePropertyName("against");
        json.WriteRawValue(evaluation.Against is { } champion ? champion.ToString(CultureInfo.InvariantCulture) : "null");
        json.WriteNumber("policy", evaluation.PolicyVersion);
        json.WriteString("data", evaluation.Data);
        json.WriteString("data_sha256", evaluation.DataSha256);
        json.WriteNumber("rows", evaluation.Rows);
        json.WriteBoolean("passed", evaluation.IsPassed);
        json.WriteStartArray("gates");
        foreach (var gate in evaluation.Gates)
        {
            WriteGate(json, gate);
        }

        json.WriteEndArray();
        json.WriteStartArray("approvals");
        foreach (var approval in evaluation.Approvals)
        {
            json.WriteStartObject();
            json.WriteString("by", approval.By);
            json.WriteString("reason", approval.Reason);
            json.WriteString("at", approval.At.UtcDateTime);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("by", evaluation.By);
        json.WriteString("at", evaluation.At.UtcDateTime);
        json.WriteEndObject();
    }

    private static void WriteGate(Utf8JsonWriter json, Gate gate)
    {
        json.WriteStartObject();
        json.WriteString("gate", gate.Name);
        json.WriteBoolean("passed", gate.IsPassed);
        json.WriteMeasure("measured", gate.Value);
        json.WriteString("detail", gate.Detail);
        json.WriteEndObject();
    }
}
