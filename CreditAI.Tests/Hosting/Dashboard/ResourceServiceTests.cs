using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Grpc;
using Aspire.Hosting.Dashboard.Protocol;
using Microsoft.Extensions.Logging;
using Health = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus;

namespace CreditAI.Tests.Hosting.Dashboard;

public sealed class ResourceServiceTests
{
    private static readonly DateTime Started = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("0123456789abcdef0123456789abcdef")]
    public async Task Caller_without_the_key_is_turned_away(string? key)
    {
        await using var application = await DashboardApplication.StartAsync();
        using var caller = new GrpcCaller(await application.AddressAsync(), key);

        var refusal = await Assert.ThrowsAsync<GrpcException>(() => FirstAsync(caller, "GetApplicationInformation", new ApplicationInformationRequest(), ApplicationInformationResponse.Parser));

        Assert.Equal(GrpcStatus.Unauthenticated, refusal.Status);
    }

    [Fact]
    public async Task Application_is_named_without_AppHost()
    {
        await using var application = await DashboardApplication.StartAsync();
        using var caller = await application.ConnectAsync();

        var answer = await FirstAsync(caller, "GetApplicationInformation", new ApplicationInformationRequest(), ApplicationInformationResponse.Parser);

        Assert.Equal("CreditAI", answer.ApplicationName);
    }

    [Fact]
    public async Task Resources_come_first_as_they_are_and_then_as_they_change()
    {
        await using var application = await DashboardApplication.StartAsync();
        var server = new ExecutableResource("postgres", "postgres", "/tmp");
        var database = new ExecutableResource("creditai", "true", "/tmp");
        database.Annotations.Add(new ResourceRelationshipAnnotation(server, KnownRelationshipTypes.Parent));
        await application.Notifications.PublishUpdateAsync(server, s => s with
        {
            ResourceType = "Executable",
            State = new ResourceStateSnapshot("Running", "success"),
            CreationTimeStamp = Started,
            StartTimeStamp = Started.AddSeconds(1),
            Urls = [new("tcp", "tcp://localhost:5432", true) { DisplayProperties = new("Database", 3) }],
            EnvironmentVariables = [new("PGDATA", "/data", true), new("EMPTY", null, false)],
            Volumes = [new("data", "/var/lib/postgresql", "volume", true)],
            Properties = [new("executable.pid", 4711), new("executable.args", new[] { "-D", "/data" }), new("password", "hunter2") { IsSensitive = true }],
        });
        await application.Notifications.PublishUpdateAsync(database, s => s with { Relationships = [new("postgres", "Parent")], State = "Waiting" });
        using var caller = await application.ConnectAsync();
        await using var updates = caller.CallAsync("WatchResources", new WatchResourcesRequest(), WatchResourcesUpdate.Parser, Cancel).GetAsyncEnumerator(Cancel);

        var seen = await SeeAsync(updates, r => r.ContainsKey("postgres") && r.ContainsKey("creditai"));

        var postgres = seen["postgres"];
        Assert.Equal(("postgres", "Executable", "Running", "success"), (postgres.DisplayName, postgres.ResourceType, postgres.State, postgres.StateStyle));
        Assert.Equal((Started, Started.AddSeconds(1)), (postgres.CreatedAt.ToDateTime(), postgres.StartedAt.ToDateTime()));
        Assert.Equal("{ \"endpointName\": \"tcp\", \"fullUrl\": \"tcp://localhost:5432\", \"isInternal\": true, \"displayProperties\": { \"sortOrder\": 3, \"displayName\": \"Database\" } }", Assert.Single(postgres.Urls).ToString());
        Assert.Equal(["PGDATA=/data True", "EMPTY= False"], postgres.Environment.Select(e => $"{e.Name}={e.Value} {e.IsFromSpec}"));
        Assert.Equal("{ \"source\": \"data\", \"target\": \"/var/lib/postgresql\", \"mountType\": \"volume\", \"isReadOnly\": true }", Assert.Single(postgres.Volumes).ToString());
        Assert.Equal(4711, Property(postgres, "executable.pid").Value.NumberValue);
        Assert.Equal(["-D", "/data"], Property(postgres, "executable.args").Value.ListValue.Values.Select(v => v.StringValue));
        Assert.True(Property(postgres, "password").IsSensitive);
        Assert.False(Property(postgres, "executable.pid").IsSensitive);
        Assert.Equal("postgres", Property(seen["creditai"], "resource.parentName").Value.StringValue);
        Assert.NotNull(seen["creditai"].CreatedAt);

        await application.Notifications.PublishUpdateAsync(server, s => s with { State = "Exited", ExitCode = 3, StopTimeStamp = Started.AddMinutes(1) });

        var stopped = (await SeeAsync(updates, r => r.TryGetValue("postgres", out var p) && p.State == "Exited"))["postgres"];
        Assert.Equal("3", Property(stopped, "resource.exitCode").Value.StringValue);
        Assert.Equal(Started.AddMinutes(1), stopped.StoppedAt.ToDateTime());
    }

    [Fact]
    public async Task Health_reports_and_commands_are_told()
    {
        await using var application = await DashboardApplication.StartAsync();
        var api = WithCommand("scoring-api", _ => Task.FromResult(CommandResults.Success()));
        await application.Notifications.PublishUpdateAsync(api, s => s with
        {
            State = "Running",
            HealthReports = [new("ready", Health.Unhealthy, "503", "stack") { LastRunAt = Started }, new("not yet", null, null, null)],
        });
        using var caller = await application.ConnectAsync();
        await using var updates = caller.CallAsync("WatchResources", new WatchResourcesRequest(), WatchResourcesUpdate.Parser, Cancel).GetAsyncEnumerator(Cancel);

        var resource = (await SeeAsync(updates, r => r.ContainsKey("scoring-api")))["scoring-api"];

        var (report, pending) = (resource.HealthReports[0], resource.HealthReports[1]);
        Assert.Equal(("ready", HealthStatus.Unhealthy, "503", "stack", Started), (report.Key, report.Status, report.Description, report.Exception, report.LastRunAt.ToDateTime()));
        Assert.False(pending.HasStatus);
        var command = Assert.Single(resource.Commands);
        Assert.Equal(("rebuild", "Rebuild", "Are you sure?"), (command.Name, command.DisplayName, command.ConfirmationMessage));
        Assert.Equal(Aspire.Hosting.Dashboard.Protocol.ResourceCommandState.Disabled, command.State);
    }

    [Fact]
    public async Task Logs_end_with_the_backlog_unless_they_are_followed()
    {
        await using var application = await DashboardApplication.StartAsync();
        var logger = application.Logs.GetLogger("scoring-api");
        Log(logger, "first");
        using var caller = await application.ConnectAsync();

        var request = new WatchResourceConsoleLogsRequest { ResourceName = "scoring-api", SuppressFollow = true };
        var backlog = new List<string>();
        await foreach (var update in caller.CallAsync("WatchResourceConsoleLogs", request, WatchResourceConsoleLogsUpdate.Parser, Cancel))
        {
            backlog.AddRange(update.LogLines.Select(l => l.Text));
        }

        Assert.EndsWith("first", Assert.Single(backlog), StringComparison.Ordinal);

        await using var followed = caller.CallAsync("WatchResourceConsoleLogs", new WatchResourceConsoleLogsRequest { ResourceName = "scoring-api" }, WatchResourceConsoleLogsUpdate.Parser, Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await followed.MoveNextAsync());
        Log(logger, "second");
        Assert.True(await followed.MoveNextAsync());
        Assert.EndsWith("second", followed.Current.LogLines[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_logs_are_split_into_messages_the_dashboard_takes()
    {
        await using var application = await DashboardApplication.StartAsync();
        var logger = application.Logs.GetLogger("scoring-api");
        for (var i = 0; i < 5; i++)
        {
            Log(logger, new string('x', 700_000));
        }

        using var caller = await application.ConnectAsync();
        var request = new WatchResourceConsoleLogsRequest { ResourceName = "scoring-api", SuppressFollow = true };
        var messages = new List<WatchResourceConsoleLogsUpdate>();
        await foreach (var update in caller.CallAsync("WatchResourceConsoleLogs", request, WatchResourceConsoleLogsUpdate.Parser, Cancel))
        {
            messages.Add(update);
        }

        Assert.Equal(5, messages.Sum(m => m.LogLines.Count));
        Assert.All(messages, m => Assert.InRange(m.CalculateSize(), 1, 4 * 1024 * 1024));
    }

    [Fact]
    public async Task Command_is_executed_on_the_instance_and_its_failure_is_told()
    {
        await using var application = await DashboardApplication.StartAsync();
        var executed = new List<string>();
        var api = WithCommand("scoring-api", context =>
        {
            executed.Add(context.ResourceName);
            return Task.FromResult(executed.Count == 1 ? CommandResults.Success() : CommandResults.Failure("It is stopped already."));
        });
        await application.Notifications.PublishUpdateAsync(api, "scoring-api-abcd1234", s => s with { State = "Running" });
        using var caller = await application.ConnectAsync();
        var request = new ResourceCommandRequest { ResourceName = "scoring-api-abcd1234", CommandName = "rebuild", ResourceType = "Executable" };

        var first = await FirstAsync(caller, "ExecuteResourceCommand", request, ResourceCommandResponse.Parser);
        var second = await FirstAsync(caller, "ExecuteResourceCommand", request, ResourceCommandResponse.Parser);

        Assert.Equal(["scoring-api-abcd1234", "scoring-api-abcd1234"], executed);
        Assert.Equal(ResourceCommandResponseKind.Succeeded, first.Kind);
        Assert.Equal((ResourceCommandResponseKind.Failed, "It is stopped already."), (second.Kind, second.Message));
    }

    [Fact]
    public async Task Interactions_stay_open_until_the_dashboard_leaves()
    {
        await using var application = await DashboardApplication.StartAsync();
        using var caller = await application.ConnectAsync();
        var leave = new TaskCompletionSource();
        using var open = new OpenContent(leave.Task);

        using var response = await caller.SendAsync("WatchInteractions", open, Cancel);
        var answer = response.Content.ReadAsByteArrayAsync(Cancel);
        Assert.NotNull(await FirstAsync(caller, "GetApplicationInformation", new ApplicationInformationRequest(), ApplicationInformationResponse.Parser));

        Assert.False(answer.IsCompleted);
        leave.SetResult();
        Assert.Empty(await answer);
        Assert.Equal("0", Assert.Single(response.TrailingHeaders.GetValues("grpc-status")));
    }

    [Fact]
    public async Task Method_not_offered_is_unimplemented()
    {
        await using var application = await DashboardApplication.StartAsync();
        using var caller = await application.ConnectAsync();

        var refusal = await Assert.ThrowsAsync<GrpcException>(() => FirstAsync(caller, "WatchTerminals", new ApplicationInformationRequest(), ApplicationInformationResponse.Parser));

        Assert.Equal(GrpcStatus.Unimplemented, refusal.Status);
    }

    [Fact]
    public async Task Open_streams_end_when_the_host_does()
    {
        var application = await DashboardApplication.StartAsync();
        using var caller = await application.ConnectAsync();
        await using var updates = caller.CallAsync("WatchResources", new WatchResourcesRequest(), WatchResourcesUpdate.Parser, Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await updates.MoveNextAsync());

        await application.DisposeAsync();

        var end = await Assert.ThrowsAsync<GrpcException>(async () => await updates.MoveNextAsync());
        Assert.Equal(GrpcStatus.Unavailable, end.Status);
    }

    private static ExecutableResource WithCommand(string name, Func<ExecuteCommandContext, Task<ExecuteCommandResult>> execute)
    {
        var resource = new ExecutableResource(name, "true", "/tmp");
        resource.Annotations.Add(new ResourceCommandAnnotation(
            "rebuild", "Rebuild", _ => Aspire.Hosting.ApplicationModel.ResourceCommandState.Disabled, execute, null, null, "Are you sure?", "Hammer", null, true));
        return resource;
    }

    private static async Task<T> FirstAsync<T>(GrpcCaller caller, string method, Google.Protobuf.IMessage request, Google.Protobuf.MessageParser<T> parser)
        where T : class, Google.Protobuf.IMessage<T>
    {
        T? first = null;
        await foreach (var answer in caller.CallAsync(method, request, parser, Cancel))
        {
            first ??= answer;
        }

        return first!;
    }

    /// <summary>Follows the stream until what it told meets the condition.</summary>
    private static async Task<Dictionary<string, Aspire.Hosting.Dashboard.Protocol.Resource>> SeeAsync(
        IAsyncEnumerator<WatchResourcesUpdate> updates,
        Func<Dictionary<string, Aspire.Hosting.Dashboard.Protocol.Resource>, bool> condition)
    {
        var seen = new Dictionary<string, Aspire.Hosting.Dashboard.Protocol.Resource>(StringComparer.Ordinal);
        while (!condition(seen))
        {
            Assert.True(await updates.MoveNextAsync());
            foreach (var resource in updates.Current.InitialData?.Resources.AsEnumerable() ?? updates.Current.Changes.Value.Select(c => c.Upsert))
            {
                seen[resource.Name] = resource;
            }
        }

        return seen;
    }

    private static ResourceProperty Property(Aspire.Hosting.Dashboard.Protocol.Resource resource, string name) =>
        Assert.Single(resource.Properties, p => p.Name == name);

    private static void Log(ILogger logger, string text) => logger.LogInformation("{Text}", text);

    /// <summary>A request body that says nothing and ends when it is told to.</summary>
    private sealed class OpenContent(Task end) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await stream.FlushAsync();
            await end;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
