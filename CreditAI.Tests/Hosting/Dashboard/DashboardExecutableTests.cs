using Aspire.Hosting;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.Tests.Hosting.Dashboard;

public sealed class DashboardExecutableTests
{
    private static readonly Dictionary<string, string> Public = new()
    {
        ["http"] = "http://localhost:15000",
        ["otlp-grpc"] = "http://localhost:15001",
        ["otlp-http"] = "http://localhost:15002",
    };

    private static readonly Dictionary<string, string> Behind = Public.ToDictionary(u => u.Key, u => u.Value.Replace(":15", ":25", StringComparison.Ordinal));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dashboard_listens_behind_its_proxy_and_asks_for_keys_everywhere()
    {
        await using var application = await DashboardApplication.StartAsync();

        var process = await PrepareAsync(application);

        Assert.Equal(["dashboard"], process.Arguments);
        Assert.Equal("http://localhost:25000", process.Environment["ASPNETCORE_URLS"]);
        Assert.Equal("http://localhost:25001", process.Environment["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"]);
        Assert.Equal((await application.AddressAsync()).GetLeftPart(UriPartial.Authority), process.Environment["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"]);
        Assert.Equal("BrowserToken", process.Environment["DASHBOARD__FRONTEND__AUTHMODE"]);
        Assert.All(["RESOURCESERVICECLIENT", "OTLP", "API"], part => Assert.Equal("ApiKey", process.Environment[$"DASHBOARD__{part}__AUTHMODE"]));
        Assert.Equal(new OtlpTarget("http://localhost:15001", process.Environment["DASHBOARD__OTLP__PRIMARYAPIKEY"]), process.Otlp);
        string[] keys =
        [
            process.Environment["DASHBOARD__FRONTEND__BROWSERTOKEN"], process.Environment["DASHBOARD__OTLP__PRIMARYAPIKEY"],
            process.Environment["DASHBOARD__API__PRIMARYAPIKEY"], process.Environment["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"],
        ];
        Assert.All(keys, key => Assert.Matches("^[0-9a-f]{32}$", key));
        Assert.Equal(4, keys.Distinct().Count());
    }

    [Fact]
    public async Task Keys_differ_from_run_to_run()
    {
        await using var one = await DashboardApplication.StartAsync();
        await using var other = await DashboardApplication.StartAsync();

        Assert.NotEqual(one.Options.BrowserToken, other.Options.BrowserToken);
    }

    [Fact]
    public async Task Login_address_is_the_proxys_with_the_token()
    {
        await using var application = await DashboardApplication.StartAsync(new() { ["AppHost:BrowserToken"] = "mine" });
        await PrepareAsync(application);

        var login = await application.Services.GetRequiredService<DashboardAddress>().GetLoginAsync(Cancel);

        Assert.Equal("http://localhost:15000/login?t=mine", login.ToString());
    }

    [Theory]
    [InlineData("http://localhost:15123", 15123)]
    [InlineData("https://localhost:17000;http://localhost:15124", 15124)]
    [InlineData("http://*:15125", 15125)]
    [InlineData("https://localhost:17000", null)]
    [InlineData("", null)]
    public async Task Port_is_the_one_of_the_launch_profile(string urls, int? port)
    {
        await using var application = await DashboardApplication.StartAsync(new() { ["ASPNETCORE_URLS"] = urls });

        Assert.Equal(port, ExecutableOf(application).Endpoints.Single(e => e.Name == "http").Port);
    }

    [Fact]
    public void Url_that_is_none_is_named()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ASPNETCORE_URLS", "fifteen thousand")]).Build();

        var error = Assert.Throws<DistributedApplicationException>(() => new DashboardOptions(configuration));

        Assert.Contains("ASPNETCORE_URLS is 'fifteen thousand'", error.Message, StringComparison.Ordinal);
    }

    private static Task<HiddenProcess> PrepareAsync(DashboardApplication application) =>
        ExecutableOf(application).PrepareAsync(new HiddenExecutableContext(new DcpBundle("/bundle"), Public, Behind), Cancel);

    private static IHiddenExecutable ExecutableOf(DashboardApplication application) =>
        Assert.Single(application.Services.GetServices<IHiddenExecutable>());
}
