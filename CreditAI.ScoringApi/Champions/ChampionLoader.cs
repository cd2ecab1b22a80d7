using CreditAI.Ledger.Notifications;
using CreditAI.Ledger.Objects;
using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Schema;
using CreditAI.Scoring.Documents;
using CreditAI.Scoring.Scorecards;
using Npgsql;

namespace CreditAI.ScoringApi.Champions;

/// <summary>
/// Follows the alias champion: a notification wakes it, and it looks every few seconds besides. A version that cannot
/// be loaded leaves the one before it deciding.
/// </summary>
internal sealed class ChampionLoader(
    ModelRegistry registry,
    ArtifactStore artifacts,
    ChampionHolder holder,
    LedgerSchema schema,
    PostgresListener listener,
    TimeProvider time,
    ILogger<ChampionLoader> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WakeUp _wakeUp = new();

    /// <summary>
    /// Holds the server back until the first look, so that a replica that listens can decide: a proxy sends requests to
    /// every replica once one of them is healthy. Where PostgreSQL is away it listens all the same, and says so.
    /// </summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        await Task.WhenAny(_looked.Task, Task.Delay(StartPatience, time, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await schema.Ready.WaitAsync(stoppingToken);
            var listening = listener.RunAsync(Channels.Alias, _wakeUp, stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                await LookAsync(stoppingToken);
                _looked.TrySetResult();
                await _wakeUp.WaitAsync(holder.Problem is null ? LookEvery : RetryEvery, time, stoppingToken);
            }

            await listening;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (MigrationException)
        {
            // The host stops, and the schema has said why.
        }
    }

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
            else
            {
                await LoadAsync(model, cancellationToken);
            }
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

    private async Task LoadAsync(ModelVersion model, CancellationToken cancellationToken)
    {
        try
        {
            var artifact = await artifacts.GetAsync(model.Sha256, cancellationToken);
            var scorecard = Scorecard.Parse(artifact, $"model version {model.Version}");
            holder.Swap(new Champion(model, scorecard));
            ChampionLog.Swapped(logger, model.Version, model.Name, model.Sha256);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever is wrong with the store or the artifact, the version before it must go on deciding.
            var reason = exception is CorruptObjectException or InvalidDocumentException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}";
            if (holder.Problem != reason)
            {
                ChampionLog.NotLoaded(logger, model.Version, holder.Current?.Model.Version, reason);
            }

            holder.Report(reason);
        }
    }
}
