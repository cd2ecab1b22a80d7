using System.Text.Encodings.Web;
using System.Text.Json;
using CreditAI.Ledger.Decisions;
using CreditAI.Scoring.Reasons;
using CreditAI.ScoringApi.Champions;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>
/// Writes what is answered thousands of times a second: a <see cref="DecisionResponse"/> and a <see cref="ScoreResponse"/>, member for member,
/// without making either.
/// </summary>
internal static class DecisionWriter
{
    /// <summary>As the framework's results escape: what JSON itself asks for.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText ApplicationId = JsonEncodedText.Encode("applicationId");
    private static readonly JsonEncodedText ApplicantId = JsonEncodedText.Encode("applicantId");
    private static readonly JsonEncodedText Decision = JsonEncodedText.Encode("decision");
    private static readonly JsonEncodedText Score = JsonEncodedText.Encode("score");
    private static readonly JsonEncodedText Points = JsonEncodedText.Encode("points");
    private static readonly JsonEncodedText ProbabilityOfDefault = JsonEncodedText.Encode("probabilityOfDefault");
    private static readonly JsonEncodedText Reasons = JsonEncodedText.Encode("reasons");
    private static readonly JsonEncodedText Model = JsonEncodedText.Encode("model");
    private static readonly JsonEncodedText DecidedAt = JsonEncodedText.Encode("decidedAt");

    public static void Write(Utf8JsonWriter json, Guid id, Decided decided)
    {
        var record = decided.Record;
        json.WriteStartObject();
        json.WriteString(Id, id);
        json.WriteString(ApplicationId, record.Application.ApplicationId);
        json.WriteString(ApplicantId, record.Application.ApplicantId);
        json.WriteString(Decision, record.Decision.ToText());
        WriteScore(json, record.Score, record.Points, record.ProbabilityOfDefault, record.Reasons, decided.By);
        json.WriteString(DecidedAt, record.DecidedAt);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, ScoredApplication scored)
    {
        json.WriteStartObject();
        WriteScore(json, scored.Score.DisplayPoints, scored.Score.Points, scored.Score.ProbabilityOfDefault, scored.Reasons, scored.Model);
        json.WriteEndObject();
    }

    private static void WriteScore(Utf8JsonWriter json, int score, double points, double probabilityOfDefault, PointsLost[] reasons, ActiveModel model)
    {
        json.WriteNumber(Score, score);
        json.WriteNumber(Points, points);
        json.WriteNumber(ProbabilityOfDefault, probabilityOfDefault);
        json.WriteStartArray(Reasons);
        foreach (var reason in reasons)
        {
            model.ReasonTexts.Write(json, reason);
        }

        json.WriteEndArray();
        json.WritePropertyName(Model);
        json.WriteRawValue(model.Json, skipInputValidation: true);
    }
}
