using CreditAI.FairnessWorker.Watching;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace CreditAI.Tests.FairnessWorker;

/// <summary>The fairness worker on a real Kestrel.</summary>
internal sealed class FairnessWorkerHost : WebApplicationFactory<FairnessOptions>
{
    private readonly string _database;

    private FairnessWorkerHost(string database)
    {
        _database = database;
        UseKestrel();
    }

    public static FairnessWorkerHost Start(string database)
    {
        var host = new FairnessWorkerHost(database);
        host.StartServer();
        return host;
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
    }
}
