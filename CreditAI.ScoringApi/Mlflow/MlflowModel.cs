using CreditAI.Ledger.Registry.Catalog;

namespace CreditAI.ScoringApi.Mlflow;

/// <summary>MLflow's RegisteredModel.</summary>
internal sealed record MlflowModel(
    string Name, long CreationTimestamp, long LastUpdatedTimestamp, string UserId, string Description, IReadOnlyList<MlflowVersion> LatestVersions,
    IReadOnlyList<MlflowTag> Tags, IReadOnlyList<MlflowAlias> Aliases)
{
    /// <param name="model">The model.</param>
    /// <param name="versions">Its versions, newest first.</param>
    public static MlflowModel Of(RegisteredModel model, IReadOnlyList<MlflowVersion> versions) => new(
        model.Name, model.CreatedAt.ToUnixTimeMilliseconds(), model.UpdatedAt.ToUnixTimeMilliseconds(), versions.Count > 0 ? versions[^1].UserId : "",
        model.Description, Latest(versions, []), [.. model.Tags.Select(tag => new MlflowTag(tag.Key, tag.Value))],
        [.. versions.SelectMany(version => version.Aliases.Select(alias => new MlflowAlias(alias, version.Version)))]);

    /// <returns>The newest version of each stage, or of each that is asked for.</returns>
    public static IReadOnlyList<MlflowVersion> Latest(IReadOnlyList<MlflowVersion> versions, IReadOnlyList<string> stages)
        => [.. versions.GroupBy(version => version.CurrentStage).Where(stage => stages.Count == 0 || stages.Contains(stage.Key)).Select(stage => stage.First())];
}
