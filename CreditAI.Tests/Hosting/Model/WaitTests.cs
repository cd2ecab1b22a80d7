using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace CreditAI.Tests.Hosting.Model;

public sealed class WaitTests : IDisposable
{
    private readonly SampleAppHost _appHost = new();

    public void Dispose() => _appHost.Dispose();

    [Fact]
    public async Task Run_RefusesACircle_AndNamesIt()
    {
        var builder = _appHost.Run();
        var (a, b, c) = (Executable(builder, "a"), Executable(builder, "b"), Executable(builder, "c"));
        a.WaitFor(b);
        b.WaitForStart(c);
        c.WaitForCompletion(a);
        await using var application = builder.Build();

        var circle = await Assert.ThrowsAsync<DistributedApplicationException>(() => application.RunAsync(TestContext.Current.CancellationToken));

        Assert.Contains("'a' -> 'b' -> 'c' -> 'a'", circle.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RefusesAWaitForWhatIsNotInTheModel()
    {
        var builder = _appHost.Run();
        var stray = builder.CreateResourceBuilder(new ExecutableResource("stray", "true", "."));
        Executable(builder, "a").WaitFor(stray);
        await using var application = builder.Build();

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => application.RunAsync(TestContext.Current.CancellationToken));

        Assert.Contains("'a'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'stray'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WaitFor_RefusesItself()
    {
        var a = Executable(_appHost.Run(), "a");

        Assert.Contains("'a'", Assert.Throws<DistributedApplicationException>(() => a.WaitFor(a)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WaitFor_ADatabase_WaitsForItsServerToo()
    {
        var builder = _appHost.Run();
        var a = Executable(builder, "a").WaitFor(builder.AddPostgres("postgres").AddDatabase("creditai"));

        Assert.Equal(["postgres", "creditai"], a.Resource.Annotations.OfType<WaitAnnotation>().Select(w => w.Resource.Name));
    }

    [Fact]
    public async Task WaitForDependencies_EndsWhenTheDependencyIsHealthyAndItsReadyHandlersAreDone()
    {
        await using var running = await RunningAsync((a, b) => a.WaitFor(b));
        var handled = new TaskCompletionSource();
        running.Builder.OnBeforeStart((_, _) => Task.CompletedTask);
        running.Builder.Eventing.Subscribe<ResourceReadyEvent>(running.Dependency, (_, _) => handled.Task);
        var wait = running.WaitAsync();
        await running.StateAsync(running.Waiting, KnownResourceStates.Waiting);

        await running.PublishAsync(KnownResourceStates.Starting);
        await running.PublishAsync(KnownResourceStates.Running);
        await running.Application.ResourceNotifications.WaitForResourceAsync(
            "b", e => e.Snapshot.ResourceReadyEvent is not null, TestContext.Current.CancellationToken);
        Assert.False(wait.IsCompleted);
        handled.SetResult();

        await wait;
    }

    [Theory]
    [InlineData("Exited", 3)]
    [InlineData("FailedToStart", null)]
    public async Task WaitForDependencies_FailsWhenTheDependencyEnded_AndSaysHow(string state, int? exitCode)
    {
        await using var running = await RunningAsync((a, b) => a.WaitFor(b, WaitBehavior.StopOnResourceUnavailable));
        var wait = running.WaitAsync();

        await running.PublishAsync(state, exitCode);

        var failed = await Assert.ThrowsAsync<DistributedApplicationException>(() => wait);
        Assert.Contains("'a'", failed.Message, StringComparison.Ordinal);
        Assert.Contains("'b'", failed.Message, StringComparison.Ordinal);
        Assert.Contains(state, failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(0, false)]
    public async Task WaitForCompletion_MindsTheExitCode(int exitCode, bool succeeds)
    {
        await using var running = await RunningAsync((a, b) => a.WaitForCompletion(b, exitCode: 2));
        var wait = running.WaitAsync();

        await running.PublishAsync(KnownResourceStates.Running);
        await running.PublishAsync(KnownResourceStates.Finished, exitCode);

        if (succeeds)
        {
            await wait;
        }
        else
        {
            Assert.Contains("exit code 0", (await Assert.ThrowsAsync<DistributedApplicationException>(() => wait)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WaitForDependencies_WaitsForEveryReplica()
    {
        await using var running = await RunningAsync((a, b) => a.WaitForStart(b));
        running.Dependency.Annotations.Add(new DcpInstancesAnnotation([new("b-1", "1", 0), new("b-2", "2", 1)]));
        var wait = running.WaitAsync();

        await running.PublishAsync("b-1", KnownResourceStates.Running);
        Assert.False(wait.IsCompleted);
        await running.PublishAsync("b-2", KnownResourceStates.Running);

        await wait;
    }

    [Fact]
    public async Task ReadyEvent_IsOneForAllReplicas()
    {
        await using var running = await RunningAsync((_, _) => { });
        running.Dependency.Annotations.Add(new DcpInstancesAnnotation([new("b-1", "1", 0), new("b-2", "2", 1)]));
        var count = 0;
        running.Builder.Eventing.Subscribe<ResourceReadyEvent>(running.Dependency, (_, _) => Task.FromResult(Interlocked.Increment(ref count)));

        foreach (var id in new[] { "b-1", "b-2" })
        {
            await running.PublishAsync(id, KnownResourceStates.Running);
            await running.Application.ResourceNotifications.WaitForResourceHealthyAsync(id, TestContext.Current.CancellationToken);
        }

        Assert.Equal(1, count);
    }

    private static IResourceBuilder<ExecutableResource> Executable(IDistributedApplicationBuilder builder, string name) =>
        builder.AddExecutable(name, "true", ".");

    private async Task<Running> RunningAsync(Action<IResourceBuilder<ExecutableResource>, IResourceBuilder<ExecutableResource>> relate)
    {
        // Two executables that nobody orchestrates: the test says what becomes of them.
        var builder = _appHost.Run();
        var (a, b) = (Executable(builder, "a").WithExplicitStart(), Executable(builder, "b").WithExplicitStart());
        relate(a, b);
        var application = builder.Build();
        return await Running.StartAsync(builder, application, a.Resource, b.Resource);
    }

    private sealed class Running(IDistributedApplicationBuilder builder, DistributedApplication application, IResource waiting, IResource dependency) : IAsyncDisposable
    {
        private readonly HealthMonitorOnly _monitor = new(application);

        public IDistributedApplicationBuilder Builder { get; } = builder;

        public DistributedApplication Application { get; } = application;

        public IResource Waiting { get; } = waiting;

        public IResource Dependency { get; } = dependency;

        public static async Task<Running> StartAsync(IDistributedApplicationBuilder builder, DistributedApplication application, IResource waiting, IResource dependency)
        {
            var running = new Running(builder, application, waiting, dependency);
            await running._monitor.StartAsync();
            return running;
        }

        public Task WaitAsync() => Application.ResourceNotifications.WaitForDependenciesAsync(Waiting, TestContext.Current.CancellationToken);

        public Task StateAsync(IResource resource, string state) =>
            Application.ResourceNotifications.WaitForResourceAsync(resource.Name, state, TestContext.Current.CancellationToken);

        public Task PublishAsync(string state, int? exitCode = null) => PublishAsync("b", state, exitCode);

        public Task PublishAsync(string id, string state, int? exitCode = null) =>
            Application.ResourceNotifications.PublishUpdateAsync(Dependency, id, s => s with { State = state, ExitCode = exitCode });

        public async ValueTask DisposeAsync()
        {
            await _monitor.StopAsync();
            await Application.DisposeAsync();
        }
    }
}
