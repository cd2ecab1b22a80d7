using System.Globalization;
using CreditAI.Scoring.Monitoring.Tallies;
using CreditAI.ScoringApi.Applications;

namespace CreditAI.ScoringApi.Fairness;

/// <summary>The time that is asked for, in whole windows.</summary>
/// <param name="From">Where the first one begins.</param>
/// <param name="To">Where the last one ends.</param>
internal readonly record struct FairnessTime(Grain Grain, DateTimeOffset From, DateTimeOffset To)
{
    private const int MostWindows = 1000;
    private static readonly TimeSpan Usual = TimeSpan.FromDays(7);

    /// <param name="grain">As sent; hour where nothing is.</param>
    /// <param name="from">As sent; seven days before the end where nothing is.</param>
    /// <param name="to">As sent; now where nothing is.</param>
    /// <param name="now">The time.</param>
    /// <param name="errors">Receives what is wrong.</param>
    public static FairnessTime Read(string? grain, string? from, string? to, DateTimeOffset now, FieldErrors errors)
    {
        var windows = string.IsNullOrEmpty(grain) ? Grain.Hour : GrainWindows.Find(grain) ?? Refuse();
        var end = ReadTime(to, "to", errors) ?? now;
        var start = windows.StartOf(ReadTime(from, "from", errors) ?? end - Usual);
        var last = windows.StartOf(end);
        var time = new FairnessTime(windows, start, last < end ? last + windows.Length() : last);
        if (time.To <= time.From)
        {
            errors.Add("from", "must be before to");
        }
        else if ((time.To - time.From) / windows.Length() > MostWindows)
        {
            errors.Add("from", $"asks for more than {MostWindows} windows of {windows.ToText()}; take longer windows or less time");
        }

        return time;

        Grain Refuse()
        {
            errors.Add("grain", $"'{grain}' is none; use {string.Join(", ", GrainWindows.All.Select(known => known.ToText()))}");
            return Grain.Hour;
        }
    }

    private static DateTimeOffset? ReadTime(string? text, string name, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            && time.Year is > 1970 and < 9990)
        {
            return time;
        }

        errors.Add(name, "must be a time, as in 2026-01-31T00:00:00Z");
        return null;
    }
}
