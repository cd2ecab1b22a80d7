using System.Security.Cryptography;
using CreditAI.Benchmarks.Load.Clients;
using CreditAI.Benchmarks.Load.Peers;
using CreditAI.Benchmarks.Load.Results;
using CreditAI.Benchmarks.Load.Scenarios;
using CreditAI.Benchmarks.Load.Servers;
using CreditAI.Ledger;

namespace CreditAI.Benchmarks.Load;

/// <summary>What a run has started: PostgreSQL and the service at once, the peers at their first use.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string Decisions = "/v1/decisions";

    private const string ApiKeySetting = "ApiKey";

    private readonly Dictionary<string, WebServer> _servers = [];
    private readonly TemporaryFolder _folder = new();
    private SteadyWriteback? _writeback;

    private Stage(LoadOptions options, TimeProvider time)
    {
        (Options, Time) = (options, time);
        Guard = new Guard(_folder.Path);
        Cores = Cores.Take();
        Client = options.UseWrk && Programs.Find("wrk") is { } wrk ? new WrkClient(wrk, _folder, Guard) : new SocketClient(time);
        ApiKey = options.Settings.GetValueOrDefault(ApiKeySetting) ?? RandomNumberGenerator.GetHexString(40);
    }

    public LoadOptions Options { get; }

    public TimeProvider Time { get; }

    public Guard Guard { get; }

    public Cores Cores { get; }

    public ILoadClient Client { get; }

    public string ApiKey { get; }

    public IReadOnlyList<byte[]> Bodies { get; } = ApplicationBodies.Make(DecisionCard.Make().Schema, seed: 1);

    public ThrowAwayPostgres Postgres { get; private set; } = null!;

    public WebServer Service { get; private set; } = null!;

    /// <summary>The environment of the service, and of the command line beside it.</summary>
    public IReadOnlyDictionary<string, string?> ServiceSettings { get; private set; } = null!;

    /// <summary>At full load; null until it was measured.</summary>
    public double? DecisionsPerSecond { get; set; }

    public Side DecisionSide => ServiceSide(Decisions);

    /// <exception cref="LoadException">Something does not start.</exception>
    public static async Task<Stage> OpenAsync(LoadOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var stage = new Stage(options, time);
        try
        {
            await stage.StartAsync(cancellationToken);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>The service as one side of a comparison, driven at this path.</summary>
    public Side ServiceSide(string path) => new("service", Service, RequestSet.Post(new Uri(Service.Address, path), ApiKey, Bodies), KeepsLedger: true);

    public async Task<Side> PlaintextAsync(CancellationToken cancellationToken)
    {
        var server = await ServerAsync("plaintext", "/", address => [.. Programs.Self(), .. LoadCommand.Serve(LoadCommand.Plaintext, address)], [], cancellationToken);
        return new Side("plaintext", server, RequestSet.Get(server.Address));
    }

    public async Task<Side> InsertsAsync(CancellationToken cancellationToken)
    {
        var server = await ServerAsync(
            "one INSERT each", "/", address => [.. Programs.Self(), .. LoadCommand.Serve(LoadCommand.Inserts, address)],
            new Dictionary<string, string?> { [InsertServer.Database] = Postgres.ConnectionString }, cancellationToken);
        return new Side("one INSERT each", server, RequestSet.Post(new Uri(server.Address, "/decisions"), ApiKey, Bodies));
    }

    public async Task<Side> PythonAsync(string python, CancellationToken cancellationToken)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Load", "Peers", "python_peer.py");
        var server = await ServerAsync("Python", "/", address => [python, script, "--port", $"{address.Port}"], [], cancellationToken);
        return new Side("Python", server, RequestSet.Post(new Uri(server.Address, "/decisions"), ApiKey, Bodies));
    }

    public async Task<string> ReadMetricsAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = Service.Address };
        return await client.GetStringAsync("/metrics", cancellationToken);
    }

    /// <summary>Asks the service whether it has an endpoint, and whether it takes what this tool sends.</summary>
    /// <returns>Null when it can be measured; else what to report.</returns>
    public Task<ScenarioResult?> MissesAsync(string path, string scenario, string target, CancellationToken cancellationToken) =>
        EndpointProbe.AskAsync(this, path, scenario, target, cancellationToken);

    /// <summary>Tells how far the run is.</summary>
    public static void Say(string what) => Console.Error.WriteLine($"  {what}");

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
        {
            await server.DisposeAsync();
        }

        if (_writeback is not null)
        {
            await _writeback.DisposeAsync();
        }

        if (Postgres is not null)
        {
            await Postgres.DisposeAsync();
        }

        Guard.Dispose();
        _folder.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        Postgres = await ThrowAwayPostgres.StartAsync(_folder.Path, Guard, cancellationToken);
        var storage = _folder.MakePrivate("storage");
        await Champion.PublishAsync(Postgres.ConnectionString, $"Directory={storage}", Time, cancellationToken);
        var settings = new Dictionary<string, string?>
        {
            [$"ConnectionStrings__{LedgerSetup.DatabaseName}"] = Postgres.ConnectionString,
            [$"ConnectionStrings__{LedgerSetup.StorageName}"] = $"Directory={storage}",
            [ApiKeySetting] = ApiKey,
            ["Keys__Master"] = RandomNumberGenerator.GetHexString(64),
            ["RateLimits__PerAddressPerMinute"] = "100000000", // Counted as in production, and never reached.
        };
        foreach (var (name, value) in Options.Settings)
        {
            settings[name] = value;
        }

        ServiceSettings = settings;
        var service = await ShippedPrograms.CommandAsync("CreditAI.ScoringApi", "CreditAI.ScoringApi", Guard, cancellationToken);
        Service = await ServerAsync("service", "/health/ready", _ => service, settings, cancellationToken);
        _writeback = await SteadyWriteback.StartAsync(Postgres.ConnectionString, Postgres.DataDirectory, Time, cancellationToken);
    }

    private async Task<WebServer> ServerAsync(
        string name, string ready, Func<Uri, IReadOnlyList<string>> command, Dictionary<string, string?> environment, CancellationToken cancellationToken)
    {
        if (!_servers.TryGetValue(name, out var server))
        {
            server = await WebServer.StartAsync(name, Guard, Cores, command, environment, ready, cancellationToken);
            _servers.Add(name, server);
        }

        return server;
    }
}
