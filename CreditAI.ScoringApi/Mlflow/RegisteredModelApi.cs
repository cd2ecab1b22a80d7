using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Registry.Catalog;
using CreditAI.ScoringApi.Security;
using Microsoft.AspNetCore.Mvc;

namespace CreditAI.ScoringApi.Mlflow;

/// <summary><c>registered-models/*</c>.</summary>
internal static class RegisteredModelApi
{
    private const string ListName = "mlflow-models";
    private const int Usual = 100;
    private const int Most = 1000;

    private static readonly Dictionary<string, Func<MlflowModel, IComparable>> Keys = new()
    {
        ["name"] = model => model.Name,
        ["timestamp"] = model => model.LastUpdatedTimestamp,
        ["last_updated_timestamp"] = model => model.LastUpdatedTimestamp,
        ["creation_timestamp"] = model => model.CreationTimestamp,
    };

    public static void MapRegisteredModels(this IEndpointRouteBuilder reading, IEndpointRouteBuilder writing)
    {
        reading.MapGet("/registered-models/get", GetAsync);
        reading.MapGet("/registered-models/get-by-name", GetAsync);
        reading.MapGet("/registered-models/search", SearchAsync);
        reading.MapGet("/registered-models/list", SearchAsync);
        reading.MapMethods("/registered-models/get-latest-versions", ["GET", "POST"], LatestAsync);
        reading.MapGet("/registered-models/alias", GetAliasAsync);
        writing.MapPost("/registered-models/create", CreateAsync);
        writing.MapPost("/registered-models/rename", RenameAsync);
        writing.MapMethods("/registered-models/update", ["PATCH"], UpdateAsync);
        writing.MapDelete("/registered-models/delete", DeleteAsync);
        writing.MapPost("/registered-models/set-tag", TagAsync);
        writing.MapDelete("/registered-models/delete-tag", UntagAsync);
        writing.MapPost("/registered-models/alias", SetAliasAsync);
        writing.MapDelete("/registered-models/alias", DeleteAliasAsync);
    }

    private static async Task<IResult> GetAsync(HttpRequest http, [FromServices] MlflowRegistry registry, CancellationToken cancellationToken)
    {
        var request = await MlflowRequest.ReadAsync(http, cancellationToken);
        return MlflowAnswer.Of("registered_model", await registry.RequireModelAsync(request.Name, cancellationToken));
    }

    private static async Task<IResult> SearchAsync(HttpRequest http, [FromServices] MlflowRegistry registry, CancellationToken cancellationToken)
    {
        var request = await MlflowRequest.ReadAsync(http, cancellationToken);
        var filter = MlflowFilter.Parse(request.Optional("filter", ModelCatalog.LongestText), "name");
        var (models, next) = (await registry.ModelsAsync(cancellationToken)).Where(model => filter.Holds(_ => model.Name, model.Tags))
            .Ordered(request, Keys)
            .Cut(request, ListName, Usual, Most);
        return MlflowAnswer.Of("registered_models", models, next);
    }

    private static async Task<IResult> LatestAsync(HttpRequest http, [FromServices] MlflowRegistry registry, CancellationToken cancellationToken)
    {
        var request = await MlflowRequest.ReadAsync(http, cancellationToken);
        var stages = request.Several("stages").Select(MlflowStage.Parse).ToArray();
        await registry.RequireModelAsync(request.Name, cancellationToken);
        var versions = (await registry.VersionsAsync(cancellationToken)).Where(version => version.Name == request.Name).ToArray();
        return MlflowAnswer.Of("model_versions", MlflowModel.Latest(versions, stages));
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context, [FromServices] MlflowRegistry registry, [FromServices] ModelCatalog catalog, CancellationToken cancellationToken)
    {
        var request = await MlflowRequest.ReadAsync(context.Request, cancellationToken);
        var (name, by, tags) = (request.Name, context.GetCaller().Id, request.Tags());
        if (!await catalog.CreateAsync(name, request.Optional("description", ModelCatalog.LongestText) ?? "", by, cancellationToken))
        {
            throw new MlflowException(MlflowCode.Exists, $"Registered Model (name={name}) already exists.");
        }

        foreach (var tag in tags)
        {
            await catalog.TagAsync(name, null, tag.Key, tag.Value, by, cancellationToken);
        }

        return MlflowAnswer.Of("registered_model", await registry.RequireModelAsync(name, cancellationToken));
    }

    // A version's name is in what it decided, and in the ledger for good.
    private static async Task<IResult> RenameAsync(HttpRequest http, [FromServices] MlflowRegistry registry, CancellationToken cancellationToken)
    {
        var request = await MlflowRequest.ReadAsync(http, cancellationToken);
        await registry.RequireModelAsync(request.Name, cancellationToken);
        throw new MlflowException(MlflowCode.Denied, "A model keeps its name: decisions refer to it. Create another model and publish to that.");
    }

    private static async Task<IResult> UpdateAsync(
        HttpContext context, [FromServices] MlflowRegistry registry, [FromServices] ModelCatalog catalog, CancellationToken cancellationToken)
    {
        var request = await MlflowRequest.ReadAsync(context.Request, cancellationToken);
        return await catalog.DescribeAsync(
            request.Name, request.Optional("description", ModelCatalog.LongestText) ?? "", context.GetCaller().Id, cancellationToken)
            ? MlflowAnswer.Of("registered_model", await registry.RequireModelAsync(request.Name, cancellationToken))
            : throw MlflowException.NoModel(request.Name);
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext context, [FromServices] MlflowRegistry registry, [FromServices] ModelCatalog catalog, CancellationToken cancellationToken)
    {
        var request = await MlflowRequest.ReadAsync(context.Request, cancellationToken);
        await registry.RequireModelAsync(request.Name, cancellationToken);
        return await catalog.DeleteAsync(request.Name, context.GetCaller().Id, cancellationToken)
            ? MlflowAnswer.Empty
            : throw new MlflowException(MlflowCode.Denied, $"Registered Model (name={request.Name}) has versions: they are evidence of what was decided, and stay.");
    }

    private static async Task<IResult> TagAsync(
        HttpContext context, [FromServices] MlflowRegistry registry, [FromServices] ModelCatalog catalog, CancellationToken cancellationToken)
    {
        var request = await MlflowRequest.ReadAsync(context.Request, cancellationToken);
        var tag = request.Tag();
        await registry.RequireModelAsync(request.Name, cancellationToken);
        await catalog.TagAsync(request.Name, null, tag.Key, tag.Value, context.GetCaller().Id, cancellationToken);
        return MlflowAnswer.Empty;
    }

    private static async Task<IResult> UntagAsync(
        HttpContext context, [FromServices] MlflowRegistry registry, [FromServices] ModelCatalog catalog, CancellationToken cancellationToken)
    {
        var request = await MlflowRequest.ReadAsync(context.Request, cancellationToken);
        await registry.RequireModelAsync(request.Name, cancellationToken);
        await catalog.TagAsync(request.Name, null, request.Required("key"), null, context.GetCaller().Id, cancellationToken);
        return MlflowAnswer.Empty;
    }

    private static async Task<IResult> GetAliasAsync(HttpRequest http, [FromServices] MlflowRegistry registry, CancellationToken cancellationToken)
    {
        var request = await MlflowRequest.ReadAsync(http, cancellationToken);
        var alias = request.Required("alias");
        await registry.RequireModelAsync(request.Name, cancellationToken);
        return MlflowAnswer.Of(
            "model_version",
            (await registry.VersionsAsync(cancellationToken)).FirstOrDefault(version => version.Name == request.Name && version.Aliases.Contains(alias))
            ?? throw new MlflowException(MlflowCode.Missing, $"Registered model alias {alias} not found."));
    }

    private static async Task<IResult> SetAliasAsync(
        HttpContext context, [FromServices] MlflowRegistry registry, [FromServices] ModelRegistry models, CancellationToken cancellationToken)
    {
        var request = await MlflowRequest.ReadAsync(context.Request, cancellationToken);
        var model = await registry.RequireAsync(request.Name, request.Required("version"), cancellationToken);
        await models.PromoteAsync(
            new NewPromotion(model.Version, request.Required("alias"), context.GetCaller().Id, "set through MLflow's API"), cancellationToken);
        return MlflowAnswer.Empty;
    }

    private static async Task<IResult> DeleteAliasAsync(
        HttpContext context, [FromServices] MlflowRegistry registry, [FromServices] ModelRegistry models, CancellationToken cancellationToken)
    {
        var request = await MlflowRequest.ReadAsync(context.Request, cancellationToken);
        var alias = request.Required("alias");
        var model = await registry.RequireModelAsync(request.Name, cancellationToken);
        if (model.Aliases.Any(each => each.Alias == alias))
        {
            await models.WithdrawAsync(alias, context.GetCaller().Id, "taken away through MLflow's API", cancellationToken);
        }

        return MlflowAnswer.Empty;
    }
}
