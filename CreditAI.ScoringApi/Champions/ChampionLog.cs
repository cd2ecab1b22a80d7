namespace CreditAI.ScoringApi.Champions;

internal static partial class ChampionLog
{
    [LoggerMessage(3001, LogLevel.Information, "Model version {Version} ({Name}, {Sha256}) is {Alias} now")]
    public static partial void Loaded(ILogger logger, int version, string name, string sha256, string alias);

    [LoggerMessage(3002, LogLevel.Error, "Model version {Version}, {Alias}, cannot be loaded; version {Current} goes on deciding: {Reason}")]
    public static partial void NotLoaded(ILogger logger, int version, string alias, int? current, string reason);
}
