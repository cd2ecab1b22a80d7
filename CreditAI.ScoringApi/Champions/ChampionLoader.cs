using CreditAI.Ledger.Notifications;
using CreditAI.Ledger.Registry;
using CreditAI.ScoringApi.Explanations;
using Npgsql;

namespace CreditAI.ScoringApi.Champions;

/// <summary>
/// Follows the aliases champion and challenger: a notification wakes it, and it looks every few seconds besides. A version that cannot
/// be loaded leaves the one before it deciding.
/// </summary>
internal sealed class ChampionLoader(
    ModelRegistry registry,
    ScorecardCache scorecards,
    ChampionHolder holder,
    ChampionMetrics metrics,
    Follower follower,
    TimeProvider time,
    ILogger<ChampionLoader> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _lastFault;

    /// <summary>
    /// Holds the server back until the first look, so that a replica that listens can decide: a proxy sends requests to
    /// every replica once one of them is healthy. Where PostgreSQL is away it listens all the same, and says so.
    /// </summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        await Task.WhenAny(_looked.Task, Task.Delay(StartPatience, time, cancellationToken));
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => follower.RunAsync(
        Channels.Alias,
        async cancellationToken =>
        {
            await LookAsync(cancellationToken);
            _looked.TrySetResult();
            return holder.Problem is null ? LookEvery : RetryEvery;
        },
        stoppingToken);

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var model = await registry.FindAliasAsync(ModelAlias.Champion, cancellationToken);
            if (model is null)
            {
                holder.Report("No model version is champion: 'creditai models promote --alias champion' makes one.");
            }
            else if (model.Version == holder.Current?.Model.Version)
            {
                holder.Report(null);
            }
            else if (await LoadAsync(model, holder.Current, cancellationToken) is { } champion)
            {
                holder.Swap(champion);
            }

            await LookForChallengerAsync(cancellationToken);
            metrics.Deciding(holder.Current?.Model.Version, holder.Challenger?.Model.Version);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            // Readiness tells of the database itself; a loaded champion goes on deciding.
            if (holder.Current is null)
            {
                holder.Report("PostgreSQL does not answer, so the champion is not known.");
            }
        }
    }

    // A challenger that cannot be loaded is none: it decides nothing that could be missed.
    private async Task LookForChallengerAsync(CancellationToken cancellationToken)
    {
        var model = await registry.FindAliasAsync(ModelAlias.Challenger, cancellationToken);
        if (model?.Version != holder.Challenger?.Model.Version)
        {
            holder.Challenge(model is null ? null : await LoadAsync(model, null, cancellationToken));
        }
    }

    private async Task<ActiveModel?> LoadAsync(ModelVersion model, ActiveModel? current, CancellationToken cancellationToken)
    {
        try
        {
            var loaded = new ActiveModel(model, await scorecards.GetAsync(model.Sha256, cancellationToken));
            ChampionLog.Loaded(logger, model.Version, model.Name, model.Sha256, string.Join(" and ", model.Aliases));
            return loaded;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever is wrong with the store or the artifact, the version before it must go on deciding.
            var reason = exception is ArtifactException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}";
            if (_lastFault != reason)
            {
                _lastFault = reason;
                ChampionLog.NotLoaded(logger, model.Version, string.Join(" and ", model.Aliases), current?.Model.Version, reason);
            }

            if (model.Aliases.Contains(ModelAlias.Champion))
            {
                holder.Report(reason);
            }

            return null;
        }
    }
}
