using CreditAI.Cli.Running;
using CreditAI.Ledger.Objects;
using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Policies;
using CreditAI.Scoring.Promotion;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Cli.Models.Evaluations;

/// <summary>Model versions with the rows of a file that none of them was trained on.</summary>
internal sealed class ContenderReader(ArtifactStore artifacts, string path, char? delimiter, string sha256)
{
    /// <param name="models">Their data are read by each one's own schema.</param>
    /// <param name="policy">Its cut-offs and reason method count before those of the versions; null: those of the versions.</param>
    /// <returns>In the order of the models, all on the same rows.</returns>
    /// <exception cref="UsageException">They do not take the same outcome as favourable.</exception>
    public async Task<IReadOnlyList<Contender>> ReadAsync(IReadOnlyList<ModelVersion> models, Policy? policy, CancellationToken cancellationToken)
    {
        var contenders = new List<Contender>();
        foreach (var model in models)
        {
            var scorecard = Scorecard.Parse(await artifacts.GetAsync(model.Sha256, cancellationToken), $"model version {model.Version}");
            var (data, rows) = LabelledRows.Read(
                scorecard, path, new CsvOptions { Delimiter = delimiter, RequireProtected = false }, heldOut: scorecard.Lineage.DataSha256 == sha256);
            contenders.Add(new Contender(
                scorecard, policy?.CutOffs ?? new CutOffs(model.ApproveAt, model.DeclineBelow), policy?.ReasonMethod ?? model.ReasonBasis, data, rows));
        }

        if (contenders.Any(contender => contender.Scorecard.Schema.Label != contenders[0].Scorecard.Schema.Label))
        {
            throw new UsageException("the model versions' schemas do not take the same outcome as favourable: they cannot be compared");
        }

        var common = contenders.Select(contender => contender.Rows.AsEnumerable()).Aggregate((one, other) => one.Intersect(other)).Order().ToArray();
        return [.. contenders.Select(contender => contender with { Rows = common })];
    }
}
