namespace CreditAI.ScoringApi.Champions;

internal static partial class ChampionLog
{
    [LoggerMessage(3001, LogLevel.Information, "Model version {Version} ({Name}, {Sha256}) decides")]
    public static partial void Swapped(ILogger logger, int version, string name, string sha256);

    [LoggerMessage(3002, LogLevel.Error, "Champion version {Version} cannot be loaded; version {Current} goes on deciding: {Reason}")]
    public static partial void NotLoaded(ILogger logger, int version, int? current, string reason);
}
