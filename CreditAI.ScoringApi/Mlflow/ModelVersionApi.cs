using System.Globalization;
using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Registry.Catalog;
using CreditAI.Scoring.Scorecards;
using CreditAI.ScoringApi.Explanations;
using CreditAI.ScoringApi.Security;
using Microsoft.AspNetCore.Mvc;

namespace CreditAI.ScoringApi.Mlflow;

/// <summary><c>model-versions/*</c>.</summary>
internal static class ModelVersionApi
{
    private const string ListName = "mlflow-versions";
    private const int Usual = 10_000;
    private const int Most = 200_000;

    private static readonly Dictionary<string, Func<MlflowVersion, IComparable>> Keys = new()
    {
        ["name"] = version => version.Name,
        ["version_number"] = version => int.Parse(version.Version, CultureInfo.InvariantCulture),
        ["creation_timestamp"] = version => version.CreationTimestamp,
        ["last_updated_timestamp"] = version => version.LastUpdatedTimestamp,
    };

    public static void MapModelVersions(this IEndpointRouteBuilder reading, IEndpointRouteBuilder writing)
    {
        reading.MapGet("/model-versions/get", GetAsync);
        reading.MapGet("/model-versions/search", SearchAsync);
        reading.MapGet("/model-versions/get-download-uri", DownloadUriAsync);
        reading.MapGet("/model-versions/download-uri", DownloadUriAsync);
        writing.MapPost("/model-versions/create", CreateAsync);
        writing.MapMethods("/model-versions/update", ["PATCH"], UpdateAsync);
        writing.MapDelete("/model-versions/delete", DeleteAsync);
        writing.MapPost("/model-versions/transition-stage", TransitionAsync);
        writing.MapPost("/model-versions/set-tag", TagAsync);
        writing.MapDelete("/model-versions/delete-tag", UntagAsync);
    }

    private static async Task<IResult> GetAsync(HttpRequest http, [FromServices] MlflowRegistry registry, CancellationToken cancellationToken)
    {
        var request = await MlflowRequest.ReadAsync(http, cancellationToken);
        return await AnswerAsync(registry, await RequireAsync(registry, request, cancellationToken), cancellationToken);
    }

    private static async Task<IResult> SearchAsync(HttpRequest http, [FromServices] MlflowRegistry registry, CancellationToken cancellationToken)
    {
        var request = await MlflowRequest.ReadAsync(http, cancellationToken);
        var filter = MlflowFilter.Parse(request.Optional("filter", ModelCatalog.LongestText), "name", "run_id", "source_path", "version_number");
        var (versions, next) = (await registry.VersionsAsync(cancellationToken))
            .Where(version => filter.Holds(key => Attribute(version, key), version.Tags))
            .Ordered(request, Keys)
            .Cut(request, ListName, Usual, Most);
        return MlflowAnswer.Of("model_versions", versions, next);
    }

    private static async Task<IResult> DownloadUriAsync(HttpRequest http, [FromServices] MlflowRegistry registry, CancellationToken cancellationToken)
    {
        var request = await MlflowRequest.ReadAsync(http, cancellationToken);
        var model = await RequireAsync(registry, request, cancellationToken);
        return MlflowAnswer.Of("artifact_uri", MlflowArtifacts.UriOf(model.Sha256));
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context, [FromServices] MlflowRegistry registry, [FromServices] ModelRegistry models, [FromServices] ModelCatalog catalog,
        [FromServices] ScorecardCache scorecards, CancellationToken cancellationToken)
    {
        var request = await MlflowRequest.ReadAsync(context.Request, cancellationToken);
        var (name, by, tags) = (request.Name, context.GetCaller().Id, request.Tags());
        await registry.RequireModelAsync(name, cancellationToken);
        var scorecard = await ScorecardAsync(scorecards, request.Required("source", ModelCatalog.LongestText), cancellationToken);
        var model = await models.PublishAsync(scorecard.ToNewVersion(name, PublicationTags.CutOffsOf(scorecard, tags), PublicationTags.BasisOf(tags), by), cancellationToken);
        if (request.Optional("description", ModelCatalog.LongestText) is { Length: > 0 } description)
        {
            await catalog.DescribeAsync(name, model.Version, description, by, cancellationToken);
        }

        foreach (var tag in tags.Where(tag => !MlflowVersion.IsOurs(tag.Key)))
        {
            await catalog.TagAsync(name, model.Version, tag.Key, tag.Value, by, cancellationToken);
        }

        return await AnswerAsync(registry, model, cancellationToken);
    }

    private static async Task<IResult> UpdateAsync(
        HttpContext context, [FromServices] MlflowRegistry registry, [FromServices] ModelCatalog catalog, CancellationToken cancellationToken)
    {
        var request = await MlflowRequest.ReadAsync(context.Request, cancellationToken);
        var model = await RequireAsync(registry, request, cancellationToken);
        await catalog.DescribeAsync(
            model.Name, model.Version, request.Optional("description", ModelCatalog.LongestText) ?? "", context.GetCaller().Id, cancellationToken);
        return await AnswerAsync(registry, model, cancellationToken);
    }

    private static async Task<IResult> DeleteAsync(HttpRequest http, [FromServices] MlflowRegistry registry, CancellationToken cancellationToken)
    {
        var request = await MlflowRequest.ReadAsync(http, cancellationToken);
        await RequireAsync(registry, request, cancellationToken);
        throw new MlflowException(
            MlflowCode.Denied, "Model versions are evidence of what was decided, and stay: transition it to Archived, and no alias can point at it again.");
    }

    private static async Task<IResult> TransitionAsync(
        HttpContext context, [FromServices] MlflowRegistry registry, [FromServices] ModelRegistry models, CancellationToken cancellationToken)
    {
        const string Reason = "transitioned through MLflow's API";
        var request = await MlflowRequest.ReadAsync(context.Request, cancellationToken);
        var stage = MlflowStage.Parse(request.Required("stage"));
        var (model, by) = (await RequireAsync(registry, request, cancellationToken), context.GetCaller().Id);
        switch (stage)
        {
            case MlflowStage.Production:
                await models.PromoteAsync(new NewPromotion(model.Version, ModelAlias.Champion, by, Reason), cancellationToken);
                break;
            case MlflowStage.Staging:
                await models.PromoteAsync(new NewPromotion(model.Version, ModelAlias.Challenger, by, Reason), cancellationToken);
                break;
            case MlflowStage.Archived:
                await models.RetireAsync(model.Version, by, Reason, cancellationToken);
                break;
            case MlflowStage.None when MlflowStage.Of(model) == MlflowStage.Staging:
                await models.WithdrawAsync(ModelAlias.Challenger, by, Reason, cancellationToken);
                break;
            case MlflowStage.None when MlflowStage.Of(model) != MlflowStage.None:
                throw new MlflowException(MlflowCode.Denied, $"A version that is {MlflowStage.Of(model)} does not become None: promote another one, or leave it archived.");
        }

        return await AnswerAsync(registry, await RequireAsync(registry, request, cancellationToken), cancellationToken);
    }

    private static async Task<IResult> TagAsync(
        HttpContext context, [FromServices] MlflowRegistry registry, [FromServices] ModelCatalog catalog, CancellationToken cancellationToken)
    {
        var request = await MlflowRequest.ReadAsync(context.Request, cancellationToken);
        var (tag, model) = (request.Tag(), await RequireAsync(registry, request, cancellationToken));
        RequireTheirs(tag.Key);
        await catalog.TagAsync(model.Name, model.Version, tag.Key, tag.Value, context.GetCaller().Id, cancellationToken);
        return MlflowAnswer.Empty;
    }

    private static async Task<IResult> UntagAsync(
        HttpContext context, [FromServices] MlflowRegistry registry, [FromServices] ModelCatalog catalog, CancellationToken cancellationToken)
    {
        var request = await MlflowRequest.ReadAsync(context.Request, cancellationToken);
        var (key, model) = (request.Required("key"), await RequireAsync(registry, request, cancellationToken));
        RequireTheirs(key);
        await catalog.TagAsync(model.Name, model.Version, key, null, context.GetCaller().Id, cancellationToken);
        return MlflowAnswer.Empty;
    }

    private static Task<ModelVersion> RequireAsync(MlflowRegistry registry, MlflowRequest request, CancellationToken cancellationToken)
        => registry.RequireAsync(request.Name, request.Required("version"), cancellationToken);

    private static async Task<IResult> AnswerAsync(MlflowRegistry registry, ModelVersion model, CancellationToken cancellationToken)
        => MlflowAnswer.Of("model_version", await registry.DescribeAsync(model, cancellationToken));

    private static string Attribute(MlflowVersion version, string key) => key switch
    {
        "name" => version.Name,
        "run_id" => version.RunId,
        "source_path" => version.Source,
        _ => version.Version,
    };

    private static async Task<Scorecard> ScorecardAsync(ScorecardCache scorecards, string source, CancellationToken cancellationToken)
    {
        if (MlflowArtifacts.Sha256Of(source) is not { } sha256)
        {
            throw new MlflowException(
                MlflowCode.Invalid,
                $"Invalid source '{source}': upload the scorecard to mlflow-artifacts:/models/<its SHA-256>/{MlflowArtifacts.ScorecardFile}, and name mlflow-artifacts:/models/<its SHA-256>.");
        }

        try
        {
            return await scorecards.GetAsync(sha256, cancellationToken);
        }
        catch (ArtifactException exception) when (exception.Damaged)
        {
            throw new MlflowException(MlflowCode.Invalid, $"The source is no scorecard: {exception.Message}");
        }
    }

    private static void RequireTheirs(string key)
    {
        if (MlflowVersion.IsOurs(key))
        {
            throw new MlflowException(MlflowCode.Denied, $"The tag {key} says what the version is, and does not change.");
        }
    }
}
