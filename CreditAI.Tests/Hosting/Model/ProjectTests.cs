using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace CreditAI.Tests.Hosting.Model;

public sealed class ProjectTests : IDisposable
{
    private readonly SampleAppHost _appHost = new();

    public void Dispose() => _appHost.Dispose();

    [Fact]
    public async Task Project_RunsWithItsFirstProjectProfile()
    {
        var api = _appHost.Run("--environment", "Development").AddProject("api", _appHost.Api);
        SampleAppHost.Allocate(api.Resource, "http", 5123, "{{- portForServing \"api\" -}}");

        var variables = await SampleAppHost.VariablesAsync(api);

        Assert.Equal("http://localhost:{{- portForServing \"api\" -}}", variables["ASPNETCORE_URLS"]);
        Assert.Equal("http", variables["DOTNET_LAUNCH_PROFILE"]);
        Assert.Equal("Development", variables["ASPNETCORE_ENVIRONMENT"]);
        Assert.Equal("true", variables["OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION"]);
        Assert.Equal(5123, Assert.Single(api.Resource.Annotations.OfType<EndpointAnnotation>()).Port);
    }

    [Fact]
    public void Project_TakesTheProfileItIsGiven()
    {
        var api = _appHost.Run().AddProject("api", _appHost.Api, "both");

        Assert.Equal(
            [("https", 7123), ("http", 5124), ("http2", 5125)],
            api.Resource.Annotations.OfType<EndpointAnnotation>().Select(e => (e.Name, e.Port!.Value)));
    }

    [Fact]
    public void Project_WithoutAProfile_HasNoEndpoints() =>
        Assert.Empty(_appHost.Run().AddProject("api", _appHost.Api, launchProfileName: null).Resource.Annotations.OfType<EndpointAnnotation>());

    [Fact]
    public void Project_WithAnUnknownProfile_SaysWhichThereAre()
    {
        var unknown = Assert.Throws<DistributedApplicationException>(() => _appHost.Run().AddProject("api", _appHost.Api, "https"));

        Assert.Contains("'api'", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("docker, http, both", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Project_SendsItsTelemetryToTheDashboard_WhenThereIsOne()
    {
        var builder = _appHost.Run();
        var api = builder.AddProject("api", _appHost.Api, launchProfileName: null);
        Assert.DoesNotContain("OTEL_EXPORTER_OTLP_ENDPOINT", (await SampleAppHost.VariablesAsync(api)).Keys);

        builder.Configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://localhost:4317";
        builder.Configuration["AppHost:OtlpApiKey"] = "secret";
        var variables = await SampleAppHost.VariablesAsync(api);

        Assert.Equal("http://localhost:4317", variables["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("x-otlp-api-key=secret", variables["OTEL_EXPORTER_OTLP_HEADERS"]);
    }
}
