using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace CreditAI.Tests.Hosting.Model;

public sealed class ParameterTests : IDisposable
{
    private readonly SampleAppHost _appHost = new();

    public void Dispose() => _appHost.Dispose();

    [Theory]
    [InlineData("--Parameters:api-key=k-1")]
    [InlineData("--Parameters:api_key=k-1")]
    public async Task Parameter_IsRead_FromConfiguration(string argument) =>
        Assert.Equal("k-1", await _appHost.Run(argument).AddParameter("api-key", secret: true).Resource.GetValueAsync(TestContext.Current.CancellationToken));

    [Fact]
    public async Task Run_NamesEveryParameterWithoutAValue_AndItsKey()
    {
        var builder = _appHost.Run();
        builder.AddParameter("api-key", secret: true);
        builder.AddParameter("given", "x");
        builder.AddConnectionString("legacy");
        await using var application = builder.Build();

        var missing = await Assert.ThrowsAsync<MissingParameterValueException>(() => application.RunAsync(TestContext.Current.CancellationToken));

        Assert.Contains("'api-key'", missing.Message, StringComparison.Ordinal);
        Assert.Contains("Parameters:api-key", missing.Message, StringComparison.Ordinal);
        Assert.Contains("Parameters__api_key", missing.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:legacy", missing.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("'given'", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ShowsAParameter_AndMarksASecret()
    {
        var builder = _appHost.Run();
        builder.AddParameter("secret", "s", secret: true);
        await using var application = builder.Build();
        await Startup.BeforeStartAsync(application.Services, TestContext.Current.CancellationToken);

        Assert.True(application.ResourceNotifications.TryGetCurrentState("secret", out var state));
        var value = Assert.Single(state.Snapshot.Properties, p => p.Name == "Value");

        Assert.Equal(("s", true), (value.Value, value.IsSensitive));
    }

    [Fact]
    public void AddParameter_RefusesToPublishASecretAsItsDefault() =>
        Assert.Throws<ArgumentException>(() => _appHost.Run().AddParameter("key", "k", publishValueAsDefault: true, secret: true));

    [Fact]
    public void GeneratedValue_KeepsItsRules()
    {
        var rules = new GenerateParameterDefault { MinLength = 30, Upper = false, Special = false, MinNumeric = 25, MinLower = 10 };

        var value = rules.GetDefaultValue();

        Assert.Equal(35, value.Length);
        Assert.True(value.Count(char.IsAsciiDigit) >= 25);
        Assert.True(value.Count(char.IsAsciiLetterLower) >= 10);
        Assert.All(value, c => Assert.True(char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c)));
        Assert.NotEqual(value, rules.GetDefaultValue());
    }

    [Fact]
    public void GeneratedValue_IsKeptInTheSecretsFile_BesideWhatIsThere()
    {
        var file = Path.Combine(_appHost.Root, "secrets", "secrets.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, """{ "Other": "kept", /* mine */ }""");

        var first = Generated(file);
        var second = Generated(file);

        Assert.Equal(22, first.Length);
        Assert.Equal(first, second);
        Assert.Contains("\"Other\": \"kept\"", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Contains("\"Parameters:key\"", File.ReadAllText(file), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        static string Generated(string file) =>
            new UserSecretsParameterDefault(new UserSecretsStore(file), "Parameters:key", new GenerateParameterDefault { MinLength = 22 }).GetDefaultValue();
    }

    [Fact]
    public async Task SecretsFile_IsOneForAll_HoweverManyAskAtOnce()
    {
        var file = Path.Combine(_appHost.Root, "many", "secrets.json");

        var values = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            new UserSecretsStore(file).GetOrSet("Parameters:key", () => $"value-{i}"))));

        Assert.Single(values.Distinct());
    }

    [Fact]
    public void SecretsFile_ThatIsNoJson_IsNamed_AndLeftAlone()
    {
        var file = Path.Combine(_appHost.Root, "secrets.json");
        File.WriteAllText(file, "{ oops");

        var fault = Assert.Throws<DistributedApplicationException>(() => new UserSecretsStore(file).GetOrSet("a", () => "b"));

        Assert.Contains(file, fault.Message, StringComparison.Ordinal);
        Assert.Equal("{ oops", File.ReadAllText(file));
    }
}
