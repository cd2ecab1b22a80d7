using CreditAI.BackupWorker.Backing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace CreditAI.Tests.BackupWorker;

/// <summary>The backup worker on a real Kestrel.</summary>
internal sealed class BackupWorkerHost : WebApplicationFactory<BackupOptions>
{
    private readonly Dictionary<string, string> _settings;

    private BackupWorkerHost(Dictionary<string, string> settings)
    {
        _settings = settings;
        UseKestrel();
    }

    public static BackupWorkerHost Start(Dictionary<string, string> settings)
    {
        var host = new BackupWorkerHost(settings);
        host.StartServer();
        return host;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseContentRoot(AppContext.BaseDirectory);
        builder.UseEnvironment("Development"); // As a local run has it, where every registration is checked at the start.
        builder.UseSetting("urls", "http://127.0.0.1:0"); // Given to UseKestrel, it races with the start.
        builder.UseSetting("Shutdown:Drain", "00:00:00");
        builder.UseSetting("Logging:LogLevel:Default", "Critical");
        builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore", "Critical");
        foreach (var (name, value) in _settings)
        {
            builder.UseSetting(name, value);
        }
    }
}
