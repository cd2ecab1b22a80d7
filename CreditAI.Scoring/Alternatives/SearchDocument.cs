using System.Text.Json;
using CreditAI.Scoring.Alternatives.Judging;
using CreditAI.Scoring.Proxies;

namespace CreditAI.Scoring.Alternatives;

/// <summary>The search's record as JSON.</summary>
public static class SearchDocument
{
    public static void Write(Utf8JsonWriter json, SearchResult result)
    {
        json.WriteStartObject();
        WriteQuestion(json, result);
        json.WriteStartArray("alternatives");
        foreach (var alternative in result.Alternatives)
        {
            Write(json, alternative, alternative.Spec.Index == result.Chosen);
        }

        json.WriteEndArray();
        json.WriteStartArray("frontier");
        foreach (var alternative in result.Alternatives.Where(one => one.OnFrontier).OrderByDescending(one => one.Accuracy.Value))
        {
            json.WriteNumberValue(alternative.Spec.Index);
        }

        json.WriteEndArray();
        json.WriteStartObject("chosen");
        json.WriteNumber("index", result.Chosen);
        json.WriteString("sha256", result.Alternatives[result.Chosen].Scorecard.Version);
        json.WriteString("reason", result.Reason);
        json.WriteEndObject();
        WriteConfirmation(json, result.Confirmation);
        WriteProxies(json, "proxies", result.Proxies);
        WriteProxies(json, "chosen_score_as_proxy", result.ChosenProxies);
        json.WriteStartArray("notes");
        foreach (var note in result.Notes)
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteQuestion(Utf8JsonWriter json, SearchResult result)
    {
        json.WriteStartObject("question");
        json.WriteStartObject("protected");
        foreach (var name in result.Options.Protected)
        {
            json.WriteString(name, result.References[name]);
        }

        json.WriteEndObject();
        json.WriteString("accuracy", result.Options.Accuracy.Name);
        json.WriteString("fairness", result.Options.Fairness.Name);
        json.WriteNumber("maximum_loss", result.Options.MaximumLoss);
        json.WriteNumber("approval_rate", result.Options.ApprovalRate);
        json.WriteNumber("models", result.Alternatives.Count);
        json.WriteNumber("seed", result.Options.Seed);
        json.WriteNumber("resamples", result.Options.Resamples);
        json.WriteNumber("minimum_n", result.Options.MinimumN);
        json.WriteStartObject("rows");
        json.WriteNumber("train", result.Rows.Train);
        json.WriteNumber("choice", result.Rows.Choice);
        json.WriteNumber("confirmation", result.Rows.Confirmation);
        json.WriteEndObject();
        json.WriteString("bands", "95 %, simultaneous over all alternatives (studentized bootstrap maximum)");
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Alternative alternative, bool chosen)
    {
        json.WriteStartObject();
        json.WriteNumber("index", alternative.Spec.Index);
        json.WriteString("what", alternative.Spec.Describe());
        json.WriteString("key", alternative.Spec.Key);
        json.WriteString("sha256", alternative.Scorecard.Version);
        json.WriteNumber("approve_at", alternative.ApproveAt);
        Write(json, "accuracy", alternative.Accuracy);
        Write(json, "fairness", alternative.Fairness);
        Write(json, "accuracy_loss", alternative.Loss);
        Write(json, "fairness_gain", alternative.Gain);
        if (alternative.BadRateChange is { } change)
        {
            json.WriteNumber("bad_rate_change", change);
        }
        else
        {
            json.WriteNull("bad_rate_change");
        }

        json.WriteNumber("decided_otherwise_per_thousand", alternative.ChangedPerThousand);
        json.WriteBoolean("on_frontier", alternative.OnFrontier);
        json.WriteBoolean("chosen", chosen);
        json.WriteString("not_chosen", alternative.NotChosen);
        json.WriteEndObject();
    }

    private static void WriteConfirmation(Utf8JsonWriter json, Confirmation? confirmation)
    {
        if (confirmation is null)
        {
            json.WriteNull("confirmation");
            return;
        }

        json.WriteStartObject("confirmation");
        json.WriteNumber("n", confirmation.N);
        Write(json, "baseline_accuracy", confirmation.Baseline.Accuracy);
        Write(json, "baseline_fairness", confirmation.Baseline.Fairness);
        Write(json, "chosen_accuracy", confirmation.Chosen.Accuracy);
        Write(json, "chosen_fairness", confirmation.Chosen.Fairness);
        Write(json, "accuracy_loss", confirmation.Loss);
        Write(json, "fairness_gain", confirmation.Gain);
        json.WriteString("verdict", confirmation.Verdict);
        json.WriteEndObject();
    }

    private static void WriteProxies(Utf8JsonWriter json, string name, IReadOnlyList<Proxy> proxies)
    {
        json.WriteStartArray(name);
        foreach (var proxy in proxies)
        {
            json.WriteStartObject();
            json.WriteString("source", proxy.Source);
            json.WriteString("attribute", proxy.Attribute);
            json.WriteString("group", proxy.Group);
            json.WriteNumber("n", proxy.Auc.N);
            Write(json, "auc", new Banded(proxy.Auc.Value, proxy.Auc.Interval));
            json.WriteString("verdict", proxy.Verdict);
            json.WriteString("undefined", proxy.Auc.Undefined);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, Banded banded)
    {
        json.WriteStartObject(name);
        Write(json, "value", banded.Value);
        Write(json, "low", banded.Band?.Low);
        Write(json, "high", banded.Band?.High);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
