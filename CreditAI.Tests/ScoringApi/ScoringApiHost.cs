using System.Text;
using System.Text.Json.Nodes;
using CreditAI.Ledger.Access;
using CreditAI.Ledger.Objects;
using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Schema;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;
using CreditAI.ScoringApi.Champions;
using CreditAI.Tests.Ledger;
using CreditAI.Tests.Ledger.Registry;
using CreditAI.ScoringApi.Security;
using CreditAI.Tests.Scoring;
using Dapper;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CreditAI.Tests.ScoringApi;

/// <summary>The scoring service on a real Kestrel, with a database and an object store of its own.</summary>
internal sealed class ScoringApiHost : WebApplicationFactory<ChampionHolder>
{
    public const string Key = "a key for tests only";

    /// <summary>Decided by <see cref="Cards.Small"/> with 500 + 20 + 10 + 12 = 542 points.</summary>
    public const string GoodApplication =
        """{"applicationId":"A-1","features":{"debt_ratio":0.1,"housing":"O","inquiries":0},"protected":{"sex":"2","age":41}}""";

    private readonly DirectoryInfo _objects = Directory.CreateTempSubdirectory("creditai-api-");
    private readonly string _database;
    private readonly Dictionary<string, string> _settings;
    private readonly TimeProvider? _time;

    private ScoringApiHost(string database, Dictionary<string, string>? settings, TimeProvider? time)
    {
        (_database, _settings, _time) = (database, settings ?? [], time);
        UseKestrel();
    }

    public HttpClient Client { get; private set; } = null!;

    /// <summary>Under the owner's rights, for looking at what was written.</summary>
    public NpgsqlDataSource Database => Services.GetRequiredService<OwnerDatabase>().DataSource;

    /// <inheritdoc cref="Registry"/>
    public ApiKeyStore ApiKeys => new(Database, TimeProvider.System);

    /// <summary>As the command line has it: the service itself may not publish.</summary>
    public ModelRegistry Registry => new(Database, TimeProvider.System);

    public string ObjectDirectory => _objects.FullName;

    public static async Task<ScoringApiHost> StartAsync(string database, bool withChampion = true, Dictionary<string, string>? settings = null, TimeProvider? time = null)
    {
        var host = new ScoringApiHost(database, settings, time);
        host.StartServer();
        host.Client = host.CreateClient();
        host.Client.DefaultRequestHeaders.Add("X-Api-Key", Key);
        await host.Services.GetRequiredService<LedgerSchema>().Ready.WaitAsync(TimeSpan.FromSeconds(60));
        await UntilAsync(() => host.Services.GetRequiredService<KeyRing>().IsLoaded);
        if (withChampion)
        {
            await host.PromoteAsync(await host.PublishAsync(Cards.Small()));
        }

        return host;
    }

    public async Task<int> PublishAsync(Scorecard scorecard, double approveAt = 530, double declineBelow = 500, ReasonBasis basis = ReasonBasis.Best)
    {
        var sha256 = await Services.GetRequiredService<ArtifactStore>().PutAsync(scorecard.ToUtf8Json(), CancellationToken.None);
        var model = await Registry.PublishAsync(
            new NewModelVersion("loans", sha256, approveAt, declineBelow, """{"test":{"auc":0.81}}""", "tests", ReasonBasis: basis), CancellationToken.None);
        return model.Version;
    }

    /// <summary>Promotes and waits until this service decides by it.</summary>
    public async Task PromoteAsync(int version)
    {
        await Registry.PromoteAsync(version, ModelAlias.Champion, "tests", "because", onlyIfUnset: false, CancellationToken.None);
        await UntilAsync(() => Services.GetRequiredService<ChampionHolder>().Current?.Model.Version == version);
    }

    /// <summary>Creates a key and gives a client that sends it, once this service knows it.</summary>
    public async Task<(HttpClient Client, IssuedApiKey Key)> CreateKeyAsync(Scope scopes, int? perMinute = null, DateTimeOffset? expires = null)
    {
        var issued = await ApiKeys.CreateAsync(new NewApiKey("a caller", scopes, expires, perMinute, "tests"), CancellationToken.None);
        await UntilAsync(() => Services.GetRequiredService<KeyRing>().Callers.Any(caller => caller.KeyId == issued.Key.Id));
        return (ClientWith(issued.Text), issued);
    }

    /// <summary>A client that sends this key, or none.</summary>
    public HttpClient ClientWith(string? key)
    {
        var client = CreateClient();
        if (key is not null)
        {
            client.DefaultRequestHeaders.Add("X-Api-Key", key);
        }

        return client;
    }

    public Task<HttpResponseMessage> DecideAsync(string body) => DecideAsync(new StringContent(body, Encoding.UTF8, "application/json"));

    public Task<HttpResponseMessage> DecideAsync(HttpContent body) => Client.PostAsync("/v1/decisions", body);

    public async Task<int> CountAsync()
    {
        await using var connection = await Database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM ledger.decision");
    }

    public static async Task<JsonObject> ReadAsync(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            await Task.Delay(20, timeout.Token);
        }
    }

    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            await Task.Delay(20, timeout.Token);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        try
        {
            _objects.Delete(recursive: true);
        }
        catch (IOException)
        {
            await Task.Delay(500); // The last checkpoint was on its way when the service stopped.
            _objects.Delete(recursive: true);
        }
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseContentRoot(AppContext.BaseDirectory);
        builder.UseEnvironment("Production");
        var settings = new Dictionary<string, string>
        {
            ["urls"] = "http://127.0.0.1:0", // Given to UseKestrel, it races with the start.
            ["ConnectionStrings:creditai"] = _database,
            ["ConnectionStrings:storage"] = $"Directory={_objects.FullName}",
            ["ApiKey"] = Key,
            ["Keys:Master"] = LedgerHost.MasterKey,
            ["Shutdown:Drain"] = "00:00:00",
            ["Logging:LogLevel:Default"] = "Critical",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Critical",
        };
        foreach (var (name, value) in settings.Concat(_settings))
        {
            builder.UseSetting(name, value);
        }

        if (_time is not null)
        {
            builder.ConfigureServices(services => services.AddSingleton(_time));
        }
    }
}
