using System.Globalization;
using CreditAI.ScoringApi.Applications;

namespace CreditAI.ScoringApi.Requests;

/// <summary>A time in a query.</summary>
internal static class QueryTime
{
    /// <param name="text">As sent; UTC where it names no offset.</param>
    /// <param name="name">Of the parameter.</param>
    /// <param name="errors">Receives what is wrong.</param>
    /// <returns>Null where nothing, or no time, was sent.</returns>
    public static DateTimeOffset? Read(string? text, string name, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        // Years at the ends leave no room for the windows around them.
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            && time.Year is > 1 and < 9990)
        {
            return time;
        }

        errors.Add(name, "must be a time, as in 2026-01-31T00:00:00Z");
        return null;
    }
}
