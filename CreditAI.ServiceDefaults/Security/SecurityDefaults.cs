using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.ServiceDefaults.Security;

internal static class SecurityDefaults
{
    /// <summary>An application of a few hundred features is some 10 KiB; an endpoint that takes more says so itself.</summary>
    private const long LargestBody = 1024 * 1024;

    public static void AddSecurityDefaults(this IServiceCollection services)
    {
        services.AddTransient<IStartupFilter, SecurityHeadersFilter>();
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            // Slow senders hold a connection, not a thread, but connections end too.
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
            kestrel.Limits.MaxConcurrentConnections = 10_000;
        });
    }
}
