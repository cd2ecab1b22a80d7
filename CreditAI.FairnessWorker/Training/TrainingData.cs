using System.Security.Cryptography;
using CreditAI.Ledger.Objects;
using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Training;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training.Orders;
using Microsoft.Extensions.Options;

namespace CreditAI.FairnessWorker.Training;

/// <summary>Gets the rows of a run.</summary>
/// <param name="own">Null where this worker has no master key.</param>
internal sealed class TrainingData(
    IObjectStore objects, ArtifactStore artifacts, ModelRegistry registry, IOptions<TrainingOptions> options, OwnRows? own = null)
{
    /// <summary>Whether it can open what applicants said.</summary>
    public bool HasKeys => own is not null;

    /// <exception cref="TrainingException">They cannot be had as ordered.</exception>
    /// <exception cref="DatasetException">They are faulty.</exception>
    public Task<TrainingRows> ReadAsync(TrainingRun run, TrainingProgress progress, CancellationToken cancellationToken)
    {
        progress.Begin("reading data");
        var column = RowSplit.Parse(run.Order.Split).Column;
        return run.Order.Source switch
        {
            TrainingSource.StoredFile file => ReadFileAsync(file, column, cancellationToken),
            TrainingSource.OwnDecisions when column is not null => throw new TrainingException("The ledger's decisions have no other columns to split by: split by index or a share."),
            TrainingSource.OwnDecisions decisions => ReadOwnAsync(decisions, run, progress, cancellationToken),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no known source."),
        };
    }

    private async Task<TrainingRows> ReadFileAsync(TrainingSource.StoredFile file, string? column, CancellationToken cancellationToken)
    {
        await using var stored = await objects.OpenReadAsync(file.Key, cancellationToken)
            ?? throw new TrainingException($"The object store holds no {file.Key}.");
        using var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (var read = await stored.ReadAsync(buffer, cancellationToken); read > 0; read = await stored.ReadAsync(buffer, cancellationToken))
        {
            content.Write(buffer, 0, read);
            if (content.Length > options.Value.LargestFile)
            {
                throw new TrainingException($"{file.Key} is larger than {options.Value.LargestFile} bytes, which Training:LargestFile allows.");
            }
        }

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
        content.Position = 0;
        var data = CsvDataset.Load(content, file.Key, file.Schema, new CsvOptions { Extra = column is null ? [] : [column] });
        return new TrainingRows(data, sha256, [$"trained on {file.Key}: {data.Count} rows"]);
    }

    private async Task<TrainingRows> ReadOwnAsync(
        TrainingSource.OwnDecisions source, TrainingRun run, TrainingProgress progress, CancellationToken cancellationToken)
    {
        var schema = await SchemaAsync(source.SchemaOf, cancellationToken);
        var features = (await registry.ListAsync(cancellationToken)).ToDictionary(model => model.Version, model => model.Features);
        return await own!.ReadAsync(source, schema, run.OrderedAt, features, progress.Report, cancellationToken);
    }

    private async Task<DatasetSchema> SchemaAsync(int? version, CancellationToken cancellationToken)
    {
        var model = version is { } number
            ? await registry.FindAsync(number, cancellationToken) ?? throw new TrainingException($"There is no model version {number}, whose schema is asked for.")
            : await registry.FindAliasAsync(ModelAlias.Champion, cancellationToken) ?? throw new TrainingException("There is no champion, whose schema would be taken.");
        return Scorecard.Parse(await artifacts.GetAsync(model.Sha256, cancellationToken), $"model version {model.Version}").Schema;
    }
}
