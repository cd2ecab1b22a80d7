namespace CreditAI.Scoring.Monitoring.Tallies;

/// <summary>How long a window is. Windows begin at the full five minutes, hour, day and Monday, UTC.</summary>
public enum Grain
{
    FiveMinutes,
    Hour,
    Day,
    Week,
}
