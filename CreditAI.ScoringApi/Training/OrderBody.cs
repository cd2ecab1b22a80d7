using System.Text;
using System.Text.Json;
using CreditAI.Ledger.Training;
using CreditAI.Scoring.Documents;
using CreditAI.Scoring.Training.Orders;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.Requests;

namespace CreditAI.ScoringApi.Training;

/// <summary>What an order's or a schedule's body says.</summary>
internal static class OrderBody
{
    private const int LongestReason = 2000;
    private const int LongestCron = 200;

    public const int MaxLength = 1024 * 1024;

    /// <returns>What could be read; what is wrong goes to the errors.</returns>
    public static (string? Reason, TrainingOrder? Order) Read(JsonElement body, FieldErrors errors)
    {
        var fields = new RequestFields(body, errors);
        return fields.AreOf("reason", "order") ? ReadOrder(fields, errors) : default;
    }

    /// <inheritdoc cref="Read"/>
    public static (string? Cron, string? Reason, TrainingOrder? Order) ReadSchedule(JsonElement body, DateTimeOffset now, FieldErrors errors)
    {
        var fields = new RequestFields(body, errors);
        if (!fields.AreOf("cron", "reason", "order"))
        {
            return default;
        }

        var cron = fields.RequiredText("cron", LongestCron);
        if (cron is not null && TrainingSchedules.FaultOf(cron, now) is { } fault)
        {
            errors.Add("cron", fault);
        }

        var (reason, order) = ReadOrder(fields, errors);
        return (cron, reason, order);
    }

    private static (string? Reason, TrainingOrder? Order) ReadOrder(RequestFields fields, FieldErrors errors)
        => (fields.RequiredText("reason", LongestReason), fields.Required("order") is { } order ? Parse(order.GetRawText(), errors) : null);

    private static TrainingOrder? Parse(string json, FieldErrors errors)
    {
        try
        {
            return TrainingOrder.Parse(Encoding.UTF8.GetBytes(json));
        }
        catch (InvalidDocumentException exception)
        {
            foreach (var error in exception.Errors)
            {
                errors.Add($"order{error.Path[1..]}", error.Message);
            }

            return null;
        }
    }
}
