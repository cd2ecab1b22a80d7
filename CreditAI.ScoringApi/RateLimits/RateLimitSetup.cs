using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace CreditAI.ScoringApi.RateLimits;

internal static class RateLimitSetup
{
    /// <summary>The connection string of the cache; without it every replica counts for itself.</summary>
    private const string CacheName = "cache";

    public static void AddRateLimits(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<RateLimitOptions>().BindConfiguration("RateLimits").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<RateLimitOptions>>(Trust);
        builder.Services.AddSingleton<RateMetrics>();
        builder.Services.AddSingleton<RateCounters>();
        builder.Services.AddSingleton<RateQueue>();
        builder.Services.AddSingleton<RequestRates>();
        builder.Services.AddHostedService<RateSweep>();
        var cache = builder.Configuration.GetConnectionString(CacheName);
        builder.Services.AddSingleton(new CacheState { IsUsed = !string.IsNullOrWhiteSpace(cache) });
        if (!string.IsNullOrWhiteSpace(cache))
        {
            builder.Services.AddSingleton(_ => new CacheConnection(cache));
            builder.Services.AddHostedService<RateExchange>();
        }
    }

    /// <summary>Takes the client's address from X-Forwarded-For where the request comes from a known proxy; goes before the guard.</summary>
    public static void UseForwardedAddresses(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<RateLimitOptions>>().Value.KnownProxies.Count > 0)
        {
            app.UseForwardedHeaders();
        }
    }

    private static void Trust(ForwardedHeadersOptions forwarded, IOptions<RateLimitOptions> limits)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
        forwarded.ForwardLimit = null; // as many as are known proxies, one after the other
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in limits.Value.KnownProxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                forwarded.KnownProxies.Add(address);
            }
            else
            {
                forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
        }
    }
}
