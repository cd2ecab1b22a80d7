using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.Tests.Hosting.Model;

public sealed class CommandTests : IDisposable
{
    private readonly SampleAppHost _appHost = new();

    public void Dispose() => _appHost.Dispose();

    [Fact]
    public async Task ACommand_IsExecutedOnEveryInstance_AndAFailureIsTheAnswer()
    {
        var builder = _appHost.Run();
        var ids = new List<string>();
        var resource = builder.AddExecutable("a", "true", ".")
            .WithCommand("mark", "Mark", context =>
            {
                ids.Add(context.ResourceName);
                return Task.FromResult(context.ResourceName == "a-2" ? CommandResults.Failure("no") : CommandResults.Success());
            }).Resource;
        resource.Annotations.Add(new DcpInstancesAnnotation([new("a-1", "1", 0), new("a-2", "2", 1)]));
        await using var application = builder.Build();

        var result = await application.ResourceCommands.ExecuteCommandAsync(resource, "mark", TestContext.Current.CancellationToken);

        Assert.Equal(["a-1", "a-2"], ids);
        Assert.Equal((false, "no"), (result.Success, result.Message));
    }

    [Fact]
    public async Task AnUnknownCommandOrResource_IsAnAnswerAndNotAnException()
    {
        var builder = _appHost.Run();
        var resource = builder.AddExecutable("a", "true", ".").Resource;
        await using var application = builder.Build();

        Assert.Contains("'fly'", (await application.ResourceCommands.ExecuteCommandAsync(resource, "fly", TestContext.Current.CancellationToken)).Message!, StringComparison.Ordinal);
        Assert.Contains("'b'", (await application.ResourceCommands.ExecuteCommandAsync("b", "start", TestContext.Current.CancellationToken)).Message!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Running", ResourceCommandState.Hidden, ResourceCommandState.Enabled, ResourceCommandState.Enabled)]
    [InlineData("Starting", ResourceCommandState.Disabled, ResourceCommandState.Hidden, ResourceCommandState.Disabled)]
    [InlineData("Exited", ResourceCommandState.Enabled, ResourceCommandState.Hidden, ResourceCommandState.Disabled)]
    [InlineData("NotStarted", ResourceCommandState.Enabled, ResourceCommandState.Hidden, ResourceCommandState.Disabled)]
    public async Task TheLifecycleButtons_FollowTheState(string state, ResourceCommandState start, ResourceCommandState stop, ResourceCommandState restart)
    {
        var builder = _appHost.Run();
        var resource = builder.AddExecutable("a", "true", ".").Resource;
        LifecycleCommands.AddTo(resource);
        await using var application = builder.Build();

        await application.ResourceNotifications.PublishUpdateAsync(resource, s => s with { State = state });

        Assert.True(application.ResourceNotifications.TryGetCurrentState("a", out var current));
        Assert.Equal([("start", start), ("stop", stop), ("restart", restart)], current.Snapshot.Commands.Select(c => (c.Name, c.State)));
    }

    [Fact]
    public async Task Restart_StopsThenStarts()
    {
        var builder = _appHost.Run();
        var controller = new Recorder();
        builder.Services.AddSingleton<IResourceController>(controller);
        var resource = builder.AddExecutable("a", "true", ".").Resource;
        LifecycleCommands.AddTo(resource);
        await using var application = builder.Build();

        Assert.True((await application.ResourceCommands.ExecuteCommandAsync(resource, KnownResourceCommands.RestartCommand, TestContext.Current.CancellationToken)).Success);

        Assert.Equal(["stop a", "start a"], controller.Calls);
    }

    private sealed class Recorder : IResourceController
    {
        public List<string> Calls { get; } = [];

        public Task StartResourceAsync(string resourceId, CancellationToken cancellationToken)
        {
            Calls.Add($"start {resourceId}");
            return Task.CompletedTask;
        }

        public Task StopResourceAsync(string resourceId, CancellationToken cancellationToken)
        {
            Calls.Add($"stop {resourceId}");
            return Task.CompletedTask;
        }
    }
}
