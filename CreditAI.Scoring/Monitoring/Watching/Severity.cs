namespace CreditAI.Scoring.Monitoring.Watching;

public enum Severity
{
    Warning,
    Critical,
}
