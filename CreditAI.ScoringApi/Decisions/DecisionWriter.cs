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
    /// <returns>Where its id belongs, which it has only once it is committed: for <see cref="JsonBytes.PutId(int, Guid)"/>.</returns>
    public static int Write(JsonBytes json, Decided decided)
    {
        var record = decided.Record;
        json.Raw("""{"id":"""u8);
        var idAt = json.Length;
        json.Id(default);
        json.Raw(""","applicationId":"""u8);
        json.Text(record.Application.ApplicationId);
        json.Raw(""","applicantId":"""u8);
        json.Text(record.Application.ApplicantId);
        json.Raw(""","decision":"""u8);
        json.Text(record.Decision.ToText());
        json.Raw(","u8);
        WriteScore(json, record.Score, record.Points, record.ProbabilityOfDefault, record.Reasons, decided.By);
        json.Raw(""","decidedAt":"""u8);
        json.Time(record.DecidedAt);
        json.Raw("}"u8);
        return idAt;
    }

    public static void Write(JsonBytes json, ScoredApplication scored)
    {
        json.Raw("{"u8);
        WriteScore(json, scored.Score.DisplayPoints, scored.Score.Points, scored.Score.ProbabilityOfDefault, scored.Reasons, scored.Model);
        json.Raw("}"u8);
    }

    private static void WriteScore(JsonBytes json, int score, double points, double probabilityOfDefault, PointsLost[] reasons, ActiveModel model)
    {
        json.Raw("\"score\":"u8);
        json.Number(score);
        json.Raw(""","points":"""u8);
        json.Number(points);
        json.Raw(""","probabilityOfDefault":"""u8);
        json.Number(probabilityOfDefault);
        json.Raw(""","reasons":["""u8);
        for (var index = 0; index < reasons.Length; index++)
        {
            json.Raw(index == 0 ? [] : ","u8);
            model.ReasonTexts.Write(json, reasons[index]);
        }

        json.Raw("""],"model":"""u8);
        json.Raw(model.Json);
    }
}
