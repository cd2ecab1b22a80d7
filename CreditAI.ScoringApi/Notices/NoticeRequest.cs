using System.Globalization;
using CreditAI.ScoringApi.Applications;

namespace CreditAI.ScoringApi.Notices;

/// <summary>What the agency says of its score besides its value.</summary>
internal sealed record NoticeRequest(DateOnly? ScoreDate, IReadOnlyList<string> KeyFactors)
{
    private const int MostFactors = 5;
    private const int LongestFactor = 200;

    public static NoticeRequest Read(string? scoreDate, string[]? keyFactors, DateOnly today, FieldErrors errors)
    {
        DateOnly? date = DateOnly.TryParseExact(scoreDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        if (scoreDate is not null && (date is null || date > today))
        {
            errors.Add("scoreDate", "must be a day such as 2026-07-01, not in the future");
        }

        if (keyFactors?.Length > MostFactors)
        {
            errors.Add("keyFactor", "may be given at most five times: four, and the number of inquiries where it is one");
        }

        if (keyFactors?.Any(text => string.IsNullOrWhiteSpace(text) || text.Length > LongestFactor || text.Any(char.IsControl)) == true)
        {
            errors.Add("keyFactor", $"must have 1 to {LongestFactor} characters, and no control characters");
        }

        return new NoticeRequest(date, keyFactors ?? []);
    }
}
