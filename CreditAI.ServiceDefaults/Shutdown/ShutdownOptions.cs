namespace CreditAI.ServiceDefaults.Shutdown;

/// <summary>Section <c>Shutdown</c>. Drain and time limit together stay under the 10 s after which a process is killed.</summary>
public sealed class ShutdownOptions
{
    /// <summary>
    /// How long requests are still taken after readiness turned unhealthy; 0 to 5 s. Default 3 s, in development 0.
    /// It must cover the time in which a load balancer notices.
    /// </summary>
    public TimeSpan? Drain { get; set; }

    internal static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(5);

    /// <summary>Everything from the signal to the end of the last request, the drain included.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(7);
}
