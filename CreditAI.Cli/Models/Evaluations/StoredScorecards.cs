using CreditAI.Ledger.Objects;
using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Cli.Models.Evaluations;

internal static class StoredScorecards
{
    /// <summary>The scorecard of a version, from the object store.</summary>
    public static async Task<Scorecard> ScorecardAsync(this ArtifactStore artifacts, ModelVersion model, CancellationToken cancellationToken)
        => Scorecard.Parse(await artifacts.GetAsync(model.Sha256, cancellationToken), $"model version {model.Version}");
}
