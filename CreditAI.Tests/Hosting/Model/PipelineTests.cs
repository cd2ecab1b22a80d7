using Aspire.Hosting;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.Tests.Hosting.Model;

public sealed class PipelineTests : IDisposable
{
    private readonly SampleAppHost _appHost = new();

    public void Dispose() => _appHost.Dispose();

    [Fact]
    public async Task Steps_RunInTheOrderOfTheirDependencies_AndOnlyThoseNeeded()
    {
        var ran = new List<string>();
        var builder = Publishing();
        builder.Pipeline.AddStep("last", Record, dependsOn: WellKnownPipelineSteps.Publish);
        builder.Pipeline.AddStep("second", Record, dependsOn: new[] { "first" }, requiredBy: WellKnownPipelineSteps.Publish);
        builder.Pipeline.AddStep("first", Record);
        builder.Pipeline.AddStep("early", Record, requiredBy: WellKnownPipelineSteps.PublishPrereq);
        await using var application = builder.Build();

        await application.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["early", "first", "second"], ran);

        Task Record(PipelineStepContext context)
        {
            ran.Add(NameOf(context));
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task OutputDirectory_IsThatOfTheCommandLine()
    {
        var builder = Publishing();
        string? output = null;
        builder.Pipeline.AddStep(
            "write",
            context =>
            {
                output = context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory();
                return Task.CompletedTask;
            },
            requiredBy: WellKnownPipelineSteps.Publish);
        await using var application = builder.Build();

        await application.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Path.Combine(_appHost.Root, "out"), output);
    }

    [Fact]
    public async Task ACircle_IsNamed()
    {
        var builder = Publishing();
        builder.Pipeline.AddStep("a", _ => Task.CompletedTask, dependsOn: "b", requiredBy: WellKnownPipelineSteps.Publish);
        builder.Pipeline.AddStep("b", _ => Task.CompletedTask, dependsOn: "a");

        Assert.Contains("'a' -> 'b' -> 'a'", await FailureAsync(builder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMissingStep_IsNamed()
    {
        var builder = Publishing();
        builder.Pipeline.AddStep("a", _ => Task.CompletedTask, dependsOn: "nowhere", requiredBy: WellKnownPipelineSteps.Publish);

        var failure = await FailureAsync(builder);

        Assert.Contains("'a'", failure, StringComparison.Ordinal);
        Assert.Contains("'nowhere'", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFailingStep_IsNamed_AndStopsTheOthers()
    {
        var builder = Publishing();
        var reached = false;
        builder.Pipeline.AddStep("breaks", _ => throw new IOException("disk full"), requiredBy: WellKnownPipelineSteps.PublishPrereq);
        builder.Pipeline.AddStep("after", _ => Task.FromResult(reached = true), requiredBy: WellKnownPipelineSteps.Publish);

        Assert.Contains("'breaks' failed: disk full", await FailureAsync(builder), StringComparison.Ordinal);
        Assert.False(reached);
    }

    private static string NameOf(PipelineStepContext context) => ((LoggedReportingStep)context.ReportingStep).Step;

    private static async Task<string> FailureAsync(IDistributedApplicationBuilder builder)
    {
        await using var application = builder.Build();
        return (await Assert.ThrowsAsync<DistributedApplicationException>(() => application.RunAsync(TestContext.Current.CancellationToken))).Message;
    }

    private IDistributedApplicationBuilder Publishing() =>
        _appHost.Run("--operation", "publish", "--step", "publish", "--output-path", Path.Combine(_appHost.Root, "out"));
}
