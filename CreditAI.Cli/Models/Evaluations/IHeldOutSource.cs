using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Policies;

namespace CreditAI.Cli.Models.Evaluations;

/// <summary>Where the rows come from that model versions are judged by.</summary>
internal interface IHeldOutSource
{
    /// <param name="models">The versions.</param>
    /// <param name="policy">Its cut-offs and reason method count before those of the versions; null: those of the versions.</param>
    Task<HeldOutContenders> ReadAsync(IReadOnlyList<ModelVersion> models, Policy? policy, CancellationToken cancellationToken);
}
