using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Grpc;
using Aspire.Hosting.Dashboard.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Dashboard;

/// <summary>Answers what the dashboard asks about the application (<c>resource_service.proto</c>).</summary>
internal sealed class ResourceService(
    ResourceFeed feed,
    ResourceLoggerService logs,
    ResourceCommandService commands,
    IConfiguration configuration,
    IHostEnvironment environment)
{
    private const string Service = "/aspire.v1.DashboardService/";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapUnary(Service + "GetApplicationInformation", ApplicationInformationRequest.Parser, GetApplicationInformationAsync);
        routes.MapStream(Service + "WatchResources", WatchResourcesRequest.Parser, WatchResourcesAsync);
        routes.MapStream(Service + "WatchResourceConsoleLogs", WatchResourceConsoleLogsRequest.Parser, WatchConsoleLogsAsync);
        routes.MapUnary(Service + "ExecuteResourceCommand", ResourceCommandRequest.Parser, ExecuteCommandAsync);
        routes.MapCall(Service + "WatchInteractions", WatchInteractionsAsync);
    }

    private Task<ApplicationInformationResponse> GetApplicationInformationAsync(ApplicationInformationRequest request, CancellationToken cancellationToken)
    {
        const string Suffix = ".AppHost";
        var name = configuration["AppHost:DashboardApplicationName"] ?? environment.ApplicationName;
        return Task.FromResult(new ApplicationInformationResponse
        {
            ApplicationName = name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) ? name[..^Suffix.Length] : name,
        });
    }

    private async Task WatchResourcesAsync(WatchResourcesRequest request, GrpcAnswers answers, CancellationToken cancellationToken)
    {
        using var subscription = feed.Subscribe();
        var initial = new InitialResourceData();
        initial.Resources.AddRange(subscription.Initial);
        await answers.WriteAsync(new WatchResourcesUpdate { InitialData = initial }, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var changes = new WatchResourcesChanges();
            foreach (var resource in await subscription.NextAsync(cancellationToken).ConfigureAwait(false))
            {
                changes.Value.Add(new WatchResourcesChange { Upsert = resource });
            }

            await answers.WriteAsync(new WatchResourcesUpdate { Changes = changes }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WatchConsoleLogsAsync(WatchResourceConsoleLogsRequest request, GrpcAnswers answers, CancellationToken cancellationToken)
    {
        await answers.OpenAsync(cancellationToken).ConfigureAwait(false);
        var batches = request.SuppressFollow ? logs.GetAllAsync(request.ResourceName) : logs.WatchAsync(request.ResourceName);
        await foreach (var batch in batches.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var update in ConsoleLogMessages.Of(batch))
            {
                await answers.WriteAsync(update, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<ResourceCommandResponse> ExecuteCommandAsync(ResourceCommandRequest request, CancellationToken cancellationToken)
    {
        var result = await commands.ExecuteCommandAsync(request.ResourceName, request.CommandName, cancellationToken).ConfigureAwait(false);
        var response = new ResourceCommandResponse
        {
            Kind = result.Canceled ? ResourceCommandResponseKind.Cancelled
                : result.Success ? ResourceCommandResponseKind.Succeeded
                : ResourceCommandResponseKind.Failed,
        };
        if (!string.IsNullOrEmpty(result.Message))
        {
            response.Message = result.Message;
        }

        return response;
    }

    /// <summary>Stays open and says nothing: the host asks the user nothing, and the dashboard's pages load only once this is open.</summary>
    private static async Task WatchInteractionsAsync(HttpContext context, GrpcAnswers answers, CancellationToken cancellationToken)
    {
        await answers.OpenAsync(cancellationToken).ConfigureAwait(false);
        while (await GrpcFraming.ReadAsync(context.Request.BodyReader, WatchInteractionsRequestUpdate.Parser, cancellationToken).ConfigureAwait(false) is not null)
        {
        }
    }
}
