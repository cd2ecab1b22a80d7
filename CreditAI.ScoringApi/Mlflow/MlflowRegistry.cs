using System.Globalization;
using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Registry.Catalog;

namespace CreditAI.ScoringApi.Mlflow;

/// <summary>The registry in MLflow's words.</summary>
internal sealed class MlflowRegistry(ModelRegistry registry, ModelCatalog catalog)
{
    /// <returns>In ordinal order of their names.</returns>
    public async Task<IReadOnlyList<MlflowModel>> ModelsAsync(CancellationToken cancellationToken)
    {
        var versions = (await VersionsAsync(cancellationToken)).ToLookup(version => version.Name);
        return [.. (await catalog.ListAsync(cancellationToken)).Select(model => MlflowModel.Of(model, [.. versions[model.Name]]))];
    }

    /// <exception cref="MlflowException">There is none of this name.</exception>
    public async Task<MlflowModel> RequireModelAsync(string name, CancellationToken cancellationToken)
        => await catalog.FindAsync(name, cancellationToken) is { } model
            ? MlflowModel.Of(model, [.. (await VersionsAsync(cancellationToken)).Where(version => version.Name == name)])
            : throw MlflowException.NoModel(name);

    /// <returns>Newest first.</returns>
    public async Task<IReadOnlyList<MlflowVersion>> VersionsAsync(CancellationToken cancellationToken)
    {
        var notes = await catalog.NotesAsync(cancellationToken);
        return [.. (await registry.ListAsync(cancellationToken)).Select(model => MlflowVersion.Of(model, notes.GetValueOrDefault(model.Version, VersionNotes.None)))];
    }

    /// <exception cref="MlflowException">There is no such version of this model.</exception>
    public async Task<ModelVersion> RequireAsync(string name, string version, CancellationToken cancellationToken)
        => int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && await registry.FindAsync(number, cancellationToken) is { } model && model.Name == name
                ? model
                : throw MlflowException.NoVersion(name, version);

    public async Task<MlflowVersion> DescribeAsync(ModelVersion model, CancellationToken cancellationToken)
        => MlflowVersion.Of(model, (await catalog.NotesAsync(cancellationToken)).GetValueOrDefault(model.Version, VersionNotes.None));
}
