namespace CreditAI.Cli.Running;

/// <summary>How a command answers on standard output.</summary>
internal enum OutputFormat
{
    /// <summary>Tables for people; plain when redirected.</summary>
    Text,

    /// <summary>One JSON value and nothing else.</summary>
    Json,
}
