using System.Globalization;
using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Registry.Catalog;

namespace CreditAI.ScoringApi.Mlflow;

/// <summary>MLflow's ModelVersion; written in snake case. Times are milliseconds since 1970.</summary>
internal sealed record MlflowVersion(
    string Name, string Version, long CreationTimestamp, long LastUpdatedTimestamp, string UserId, string CurrentStage, string Description, string Source,
    string RunId, string Status, string StatusMessage, IReadOnlyList<MlflowTag> Tags, string RunLink, IReadOnlyList<string> Aliases)
{
    /// <summary>What the registry knows of every version, beside what people wrote on it.</summary>
    public const string ShaTag = "creditai.sha256";
    public const string ApproveTag = "creditai.approve_at";
    public const string DeclineTag = "creditai.decline_below";
    public const string BasisTag = "creditai.reason_basis";

    /// <summary>Members of these tags are read when a version is made, and cannot be changed after.</summary>
    public static bool IsOurs(string key) => key.StartsWith("creditai.", StringComparison.Ordinal);

    public static MlflowVersion Of(ModelVersion model, VersionNotes notes)
    {
        var published = model.PublishedAt.ToUnixTimeMilliseconds();
        return new MlflowVersion(
            model.Name, model.Version.ToString(CultureInfo.InvariantCulture), published, published, model.PublishedBy, MlflowStage.Of(model), notes.Description,
            MlflowArtifacts.UriOf(model.Sha256), "", "READY", "",
            [
                new(ShaTag, model.Sha256), new(ApproveTag, Text(model.ApproveAt)), new(DeclineTag, Text(model.DeclineBelow)),
                new(BasisTag, model.ReasonBasis.ToString().ToLowerInvariant()), .. notes.Tags.Select(tag => new MlflowTag(tag.Key, tag.Value)),
            ],
            "", model.Aliases);
    }

    private static string Text(double points) => points.ToString("R", CultureInfo.InvariantCulture);
}
