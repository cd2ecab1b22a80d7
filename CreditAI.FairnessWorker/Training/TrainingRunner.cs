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
    public const string RunTag = "creditai.training_run";

    /// <inheritdoc cref="TrainingData.HasKeys"/>
    public bool HasKeys => data.HasKeys;

    /// <returns>The version that came of it, and the evidence as JSON.</returns>
    public async Task<(int ModelVersion, string Evidence)> RunAsync(TrainingJob job, TrainingProgress progress, CancellationToken cancellationToken)
    {
        var rows = await data.ReadAsync(job, progress, cancellationToken);
        progress.Begin(job.Order.Search is null ? "training" : "searching");
        var memory = new StoredSearchMemory(objects, job.Id, rows.Sha256, cancellationToken);
        var trained = await Task.Factory.StartNew(
            () => OrderedTraining.Run(job.Order, rows.Data, rows.Sha256, rows.Notes, memory, progress.Report, cancellationToken),
            cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        cancellationToken.ThrowIfCancellationRequested();
        progress.Begin("publishing");
        return (await PublishAsync(job, trained, cancellationToken), TrainingEvidence.Write(job, rows, trained));
    }

    // Each step gives the same when it is repeated: a run that is taken up again ends with one version.
    private async Task<int> PublishAsync(TrainingJob job, OrderedTraining trained, CancellationToken cancellationToken)
    {
        var scorecard = trained.Scorecard;
        await artifacts.PutAsync(scorecard.ToUtf8Json(), cancellationToken);
        await PutAsync(TrainingFiles.Card(job.Id), Encoding.UTF8.GetBytes(ModelCard.ToHtml(scorecard)), cancellationToken);
        if (trained.Search is { } search)
        {
            await PutAsync(TrainingFiles.Record(job.Id), Encoding.UTF8.GetBytes(SearchRecord.ToMarkdown(search)), cancellationToken);
            await PutAsync(TrainingFiles.Search(job.Id), Document(search), cancellationToken);
        }

        var cutOffs = CutOffs.FromRates(scorecard.Lineage.ScoreQuantiles, job.Order.ApprovalRate, job.Order.ReferralRate);
        var model = await registry.PublishAsync(scorecard.ToNewVersion(job.Order.Name, cutOffs, ReasonBasis.Best, job.OrderedBy), cancellationToken);
        await catalog.TagAsync(model.Name, model.Version, RunTag, job.Id.ToString(), job.OrderedBy, cancellationToken);
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
