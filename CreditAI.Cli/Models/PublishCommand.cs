using System.CommandLine;
using CreditAI.Cli.Running;
using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Cli.Models;

/// <summary><c>creditai models publish</c>.</summary>
internal static class PublishCommand
{
    public static void AddPublishCommand(this Command models)
    {
        var model = SharedOptions.Model();
        var name = new Option<string?>("--name") { Description = "The model's name; without it, the data set's." };
        var promote = new Option<string?>("--promote") { Description = "Points this alias at the new version at once; champion only with --override." };
        promote.AcceptOnlyFromAmong([.. ModelAlias.All]);
        var ifNoChampion = new Option<bool>("--if-no-champion") { Description = "Does nothing when the registry has a champion already." };
        var reasons = new Option<ReasonBasis>("--reasons")
        {
            Description = "What the points of its reasons are lost against: the best a feature can earn, or the training population's mean.",
            DefaultValueFactory = _ => ReasonBasis.Best,
        };
        var (by, reason, overriding) = (PromotionOptions.By(required: false), PromotionOptions.Reason(required: false), PromotionOptions.Override());
        var (cutOffs, format) = (new CutOffOptions(), SharedOptions.Format());
        var command = new NotedCommand(
            "publish",
            "Stores a scorecard and registers it as a model version.",
            """
              The version has cut-offs: without options, those that approve 70 % and refer 5 %
              of the training rows. Publishing the same again gives the version it has.
            """)
        {
            model, name, promote, ifNoChampion, reasons, by, reason, overriding, format,
        };
        cutOffs.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(promote) == ModelAlias.Champion && parsed.GetValue(overriding) is null)
            {
                throw new UsageException("a new version has shown nothing yet: publish it, then 'creditai models check' and 'promote', or say --override WHY");
            }

            await using var connection = await RegistryConnection.OpenAsync(cancellationToken);
            var onlyIfNone = parsed.GetValue(ifNoChampion);
            if (onlyIfNone && await connection.Registry.FindAliasAsync(ModelAlias.Champion, cancellationToken) is { } champion)
            {
                ModelOutput.WriteNothingDone(champion, parsed.GetValue(format));
                return ExitCode.Done;
            }

            var scorecard = InputFiles.Scorecard(parsed.GetRequiredValue(model));
            var decide = cutOffs.Read(parsed, scorecard) ?? scorecard.UsualCutOffs();
            var who = parsed.GetValue(by) ?? Environment.UserName;
            var version = await PublishAsync(connection.Registry, scorecard, parsed.GetValue(name), decide, parsed.GetValue(reasons), who, cancellationToken);
            var promotion = parsed.GetValue(promote) is { } alias
                ? await connection.Registry.PromoteAsync(
                    new NewPromotion(version.Version, alias, who, parsed.GetValue(reason) ?? "promoted on publication")
                    {
                        OnlyIfUnset = onlyIfNone && alias == ModelAlias.Champion,
                        Override = parsed.GetValue(overriding),
                    }, cancellationToken)
                : null;
            ModelOutput.WritePublished(version, promotion, parsed.GetValue(format));
            return ExitCode.Done;
        });
        models.Add(command);
    }

    private static async Task<ModelVersion> PublishAsync(
        ModelRegistry registry, Scorecard scorecard, string? name, CutOffs cutOffs, ReasonBasis basis, string by, CancellationToken cancellationToken)
    {
        await RegistryConnection.OpenArtifacts().PutAsync(scorecard.ToUtf8Json(), cancellationToken);
        return await registry.PublishAsync(scorecard.ToNewVersion(name, cutOffs, basis, by), cancellationToken);
    }
}
