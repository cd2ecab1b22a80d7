namespace CreditAI.Scoring.Monitoring.Tallies;

/// <summary>The windows of a grain.</summary>
public static class GrainWindows
{
    // 1970 began on a Thursday; weeks begin on Mondays (ISO 8601).
    private static readonly DateTimeOffset Monday = DateTimeOffset.UnixEpoch.AddDays(-3);

    public static IReadOnlyList<Grain> All { get; } = [Grain.FiveMinutes, Grain.Hour, Grain.Day, Grain.Week];

    public static TimeSpan Length(this Grain grain) => grain switch
    {
        Grain.FiveMinutes => TimeSpan.FromMinutes(5),
        Grain.Hour => TimeSpan.FromHours(1),
        Grain.Day => TimeSpan.FromDays(1),
        Grain.Week => TimeSpan.FromDays(7),
        _ => throw new ArgumentOutOfRangeException(nameof(grain), grain, "There are four grains."),
    };

    /// <returns>Where the window begins that a time lies in.</returns>
    public static DateTimeOffset StartOf(this Grain grain, DateTimeOffset time)
    {
        var length = grain.Length().Ticks;
        var since = (time.UtcTicks - Monday.UtcTicks) % length;
        return new DateTimeOffset(time.UtcTicks - (since < 0 ? since + length : since), TimeSpan.Zero);
    }

    /// <summary>The grain's word in the database, the API and metrics.</summary>
    public static string ToText(this Grain grain) => grain switch
    {
        Grain.FiveMinutes => "5m",
        Grain.Hour => "hour",
        Grain.Day => "day",
        Grain.Week => "week",
        _ => throw new ArgumentOutOfRangeException(nameof(grain), grain, "There are four grains."),
    };

    /// <returns>Null when it is the word of none.</returns>
    public static Grain? Find(string? text) => All.Cast<Grain?>().FirstOrDefault(grain => grain!.Value.ToText() == text);
}
