using CreditAI.Scoring.Monitoring.Tallies;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.Requests;

namespace CreditAI.ScoringApi.Fairness;

/// <summary>The time that is asked for, in whole windows.</summary>
/// <param name="From">Where the first one begins.</param>
/// <param name="To">Where the last one ends.</param>
internal readonly record struct FairnessTime(Grain Grain, DateTimeOffset From, DateTimeOffset To)
{
    private const int MostWindows = 1000;
    private static readonly TimeSpan Usual = TimeSpan.FromDays(7);

    /// <summary>The longest time that can be asked for in such windows.</summary>
    public static TimeSpan Most(Grain grain) => (MostWindows - 1) * grain.Length();

    /// <param name="grain">As sent; hour where nothing is.</param>
    /// <param name="from">As sent; seven days before the end where nothing is.</param>
    /// <param name="to">As sent; now where nothing is.</param>
    /// <param name="now">The time.</param>
    /// <param name="errors">Receives what is wrong.</param>
    public static FairnessTime Read(string? grain, string? from, string? to, DateTimeOffset now, FieldErrors errors)
    {
        var windows = string.IsNullOrEmpty(grain) ? Grain.Hour : GrainWindows.Find(grain) ?? Refuse();
        var end = QueryTime.Read(to, "to", errors) ?? now;
        var start = windows.StartOf(QueryTime.Read(from, "from", errors) ?? end - Usual);
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
}
