using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using CreditAI.Tests.Hosting.Dcp;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.Tests.Hosting.Testing;

public sealed class DistributedApplicationTestingBuilderTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_RunsTheEntryPointUpToBuild_AndTheTestMayAddToIt()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.CreditAI_AppHost>(Cancelled);
        Assert.Contains(builder.Resources, resource => resource.Name == "scoring-api");
        Assert.EndsWith("CreditAI.AppHost", builder.AppHostDirectory, StringComparison.Ordinal);

        builder.AddExecutable("witness", "/bin/true", ".");
        await using var app = await builder.BuildAsync(Cancelled);

        var model = app.Services.GetRequiredService<DistributedApplicationModel>();
        Assert.Contains(model.Resources, resource => resource.Name == "witness");
        Assert.Contains(model.Resources, resource => resource.Name == "scoring-api");
    }

    [Fact]
    public async Task Create_HandsItsArgumentsToTheEntryPoint_AndTheOptionsToTheTest()
    {
        var disabledByDefault = false;

        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.CreditAI_AppHost>(
            ["--Marker=here"],
            (options, _) => disabledByDefault = options.DisableDashboard,
            Cancelled);

        Assert.True(disabledByDefault);
        Assert.Equal("here", builder.Configuration["Marker"]);
    }

    [Fact]
    public async Task Create_OfAnAssemblyWithoutEntryPoint_SaysSo()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => DistributedApplicationTestingBuilder.CreateAsync<string>(Cancelled));

        Assert.Contains(typeof(string).Assembly.GetName().Name!, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartedApplication_GivesConnectionStringsAndNamesWhatIsNotThere()
    {
        await RealBundle.GetAsync();
        await using var builder = DistributedApplicationTestingBuilder.Create();
        var password = builder.AddParameter("password", "k-123", secret: true);
        var server = builder.AddExecutable("server", "/bin/sh", ".", "-c", "exec sleep 600").WithEndpoint(name: "tcp", scheme: "tcp");
        builder.AddConnectionString("db", ReferenceExpression.Create($"Port={server.GetEndpoint("tcp").Property(EndpointProperty.Port)};Password={password}"));
        await using var app = await builder.BuildAsync(Cancelled);
        await app.StartAsync(Cancelled);

        Assert.Equal($"Port={app.GetEndpoint("server", "tcp").Port};Password=k-123", await app.GetConnectionStringAsync("db", Cancelled));
        Assert.Contains("'nobody'", Assert.Throws<ArgumentException>(() => app.CreateHttpClient("nobody")).Message, StringComparison.Ordinal);
        Assert.Contains("'server'", Assert.Throws<ArgumentException>(() => app.CreateHttpClient("server")).Message, StringComparison.Ordinal);
        Assert.Contains("'server'", (await Assert.ThrowsAsync<ArgumentException>(async () => await app.GetConnectionStringAsync("server", Cancelled))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResourcesOfAnApplicationNotStarted_AreRefused()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddExecutable("server", "/bin/true", ".").WithHttpEndpoint();
        await using var app = await builder.BuildAsync(Cancelled);

        Assert.Contains("started", Assert.Throws<InvalidOperationException>(() => app.GetEndpoint("server")).Message, StringComparison.Ordinal);
    }
}
