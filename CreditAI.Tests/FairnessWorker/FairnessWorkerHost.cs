using CreditAI.FairnessWorker.Watching;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace CreditAI.Tests.FairnessWorker;

/// <summary>The fairness worker on a real Kestrel.</summary>
internal sealed class FairnessWorkerHost : WebApplicationFactory<FairnessOptions>
{
    private readonly string _database;

    private readonly Dictionary<string, string?> _settings;

    private FairnessWorkerHost(string database, Dictionary<string, string?>? settings)
    {
        (_database, _settings) = (database, settings ?? []);
        UseKestrel();
    }

    public static FairnessWorkerHost Start(string database, Dictionary<string, string?>? settings = null)
    {
        var host = new FairnessWorkerHost(database, settings);
        host.StartServer();
        return host;
    }

    /// <summary>Why it does not start; null where it does. The factory may come too late to a host that has ended: then it is started again.</summary>
    public static Exception? FaultAtStart(string database, Dictionary<string, string?> settings)
    {
        Exception? fault = null;
        for (var attempt = 0; attempt < 10; attempt++)
        {
            fault = Record.Exception(() => Start(database, settings).Dispose());
            if (fault is not ObjectDisposedException)
            {
                break;
            }
        }

        return fault;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseContentRoot(AppContext.BaseDirectory);
        builder.UseEnvironment("Development"); // As a local run has it, where every registration is checked at the start.
        builder.UseSetting("urls", "http://127.0.0.1:0"); // Given to UseKestrel, it races with the start.
        builder.UseSetting("ConnectionStrings:creditai", _database);
        builder.UseSetting("Fairness:JudgeEvery", "00:00:00.200");
        builder.UseSetting("Shutdown:Drain", "00:00:00");
        builder.UseSetting("Logging:LogLevel:Default", "Critical");
        builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore", "Critical");
        foreach (var (name, value) in _settings)
        {
            builder.UseSetting(name, value);
        }
    }
}
