using System.Text;
using System.Text.Json;
using CreditAI.Ledger.Objects;
using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Registry.Catalog;
using CreditAI.Ledger.Training;
using CreditAI.Scoring.Alternatives;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.ModelCards;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Training.Orders;

namespace CreditAI.FairnessWorker.Training;

/// <summary>Carries a run out: rows, training, artifact, card, model version.</summary>
internal sealed class TrainingRunner(TrainingData data, IObjectStore objects, ArtifactStore artifacts, ModelRegistry registry, ModelCatalog catalog)
{
    private const string RunTag = "creditai.training_run";

    /// <inheritdoc cref="TrainingData.HasKeys"/>
    public bool HasKeys => data.HasKeys;

    /// <returns>The version that came of it, and the evidence as JSON.</returns>
    public async Task<(int ModelVersion, string Evidence)> RunAsync(TrainingRun run, TrainingProgress progress, CancellationToken cancellationToken)
    {
        var rows = await data.ReadAsync(run, progress, cancellationToken);
        progress.Begin(run.Order.Search is null ? "training" : "searching");
        var memory = new StoredSearchMemory(objects, run.Id, rows.Sha256, cancellationToken);
        var trained = await Task.Factory.StartNew(
            () => OrderedTraining.Run(run.Order, rows.Data, rows.Sha256, rows.Notes, memory, progress.Report, cancellationToken),
            cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        cancellationToken.ThrowIfCancellationRequested();
        progress.Begin("publishing");

        // Whoever cancels now comes too late: a version without its run would be left.
        return (await PublishAsync(run, trained, CancellationToken.None), TrainingEvidence.Write(run, rows, trained));
    }

    // Each step gives the same when it is repeated: a run that is taken up again ends with one version.
    private async Task<int> PublishAsync(TrainingRun run, OrderedTraining trained, CancellationToken cancellationToken)
    {
        var scorecard = trained.Scorecard;
        await artifacts.PutAsync(scorecard.ToUtf8Json(), cancellationToken);
        await PutAsync(TrainingFiles.Card(run.Id), Encoding.UTF8.GetBytes(ModelCard.ToHtml(scorecard)), cancellationToken);
        if (trained.Search is { } search)
        {
            await PutAsync(TrainingFiles.Record(run.Id), Encoding.UTF8.GetBytes(SearchRecord.ToMarkdown(search)), cancellationToken);
            await PutAsync(TrainingFiles.Search(run.Id), Document(search), cancellationToken);
        }

        var cutOffs = CutOffs.FromRates(scorecard.Lineage.ScoreQuantiles, run.Order.ApprovalRate, run.Order.ReferralRate);
        var model = await registry.PublishAsync(scorecard.ToNewVersion(run.Order.Name, cutOffs, ReasonBasis.Best, run.OrderedBy), cancellationToken);
        await catalog.TagAsync(model.Name, model.Version, RunTag, run.Id.ToString(), run.OrderedBy, cancellationToken);
        return model.Version;
    }

    private async Task PutAsync(string key, byte[] bytes, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(bytes, writable: false);
        await objects.PutAsync(key, content, cancellationToken);
    }

    private static byte[] Document(SearchResult search)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            SearchDocument.Write(json, search);
        }

        return buffer.ToArray();
    }
}
