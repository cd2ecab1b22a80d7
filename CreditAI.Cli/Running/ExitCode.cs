namespace CreditAI.Cli.Running;

/// <summary>What the process ends with; scripts may rely on it.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>It could not be done: a file that cannot be read or written, a service that does not answer, a cancelled run.</summary>
    public const int Failed = 1;

    /// <summary>The command line is not one that this program knows.</summary>
    public const int Usage = 2;

    /// <summary>The data, schema or scorecard has faults; standard error names them.</summary>
    public const int BadData = 3;
}
