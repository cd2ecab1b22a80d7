using CreditAI.Ledger.Notifications;
using CreditAI.Ledger.Policies;
using CreditAI.Scoring.Documents;
using Npgsql;

namespace CreditAI.ScoringApi.Policies;

/// <summary>Follows the policy: a notification wakes it, and it looks every few seconds besides. One that cannot be read leaves the one before it.</summary>
internal sealed class PolicyLoader(
    PolicyStore store, PolicyHolder holder, Follower follower, ILogger<PolicyLoader> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);

    private string? _problem;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => follower.RunAsync(Channels.Policy, LookAsync, stoppingToken);

    private async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var current = await store.CurrentAsync(cancellationToken);
            _problem = null;
            if (holder.Offer(current))
            {
                PolicyLog.Holds(logger, current.Version, current.PutBy, current.Reason);
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or InvalidDocumentException)
        {
            if (_problem != exception.Message)
            {
                PolicyLog.NotRead(logger, holder.Current?.Version, exception.Message);
            }

            _problem = exception.Message;
        }

        return _problem is null ? LookEvery : RetryEvery;
    }
}
