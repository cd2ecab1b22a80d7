using CreditAI.Cli.Running;
using CreditAI.Ledger.Objects;
using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Policies;
using CreditAI.Scoring.Promotion;

namespace CreditAI.Cli.Models.Evaluations;

/// <summary>Rows of a file: of one that a version was trained on, those that its split held out. Whether another file's were trained on cannot be told.</summary>
internal sealed class HeldOutFile(ArtifactStore artifacts, string path, char? delimiter) : IHeldOutSource
{
    /// <exception cref="UsageException">The versions do not take the same outcome as favourable.</exception>
    public async Task<HeldOutContenders> ReadAsync(IReadOnlyList<ModelVersion> models, Policy? policy, CancellationToken cancellationToken)
    {
        var sha256 = InputFiles.Sha256(path);
        var (contenders, heldOut) = (new List<Contender>(), new List<int>());
        foreach (var model in models)
        {
            var scorecard = await artifacts.ScorecardAsync(model, cancellationToken);
            var isTrainedOn = scorecard.Lineage.DataSha256 == sha256;
            if (isTrainedOn)
            {
                heldOut.Add(model.Version);
            }

            var (data, rows) = LabelledRows.Read(
                scorecard, path, new CsvOptions { Delimiter = delimiter, RequireProtected = false }, isTrainedOn);
            contenders.Add(new Contender(
                scorecard, policy?.CutOffs ?? new CutOffs(model.ApproveAt, model.DeclineBelow), policy?.ReasonMethod ?? model.ReasonBasis, data, rows));
        }

        if (contenders.Any(contender => contender.Scorecard.Schema.Label != contenders[0].Scorecard.Schema.Label))
        {
            throw new UsageException("the model versions' schemas do not take the same outcome as favourable: they cannot be compared");
        }

        var common = contenders.Select(contender => contender.Rows.AsEnumerable()).Aggregate((one, other) => one.Intersect(other)).Order().ToArray();
        return new HeldOutContenders(
            [.. contenders.Select(contender => contender with { Rows = common })],
            heldOut.Count == 0
                ? $"{Path.GetFileName(path)}, a file that none of the versions was trained on"
                : $"{Path.GetFileName(path)}, held out from version {string.Join(" and version ", heldOut)}",
            sha256);
    }
}
