using Microsoft.Extensions.DependencyInjection;
using Polly.Registry;

namespace CreditAI.ServiceDefaults.Outgoing;

internal static class OutgoingHttp
{
    /// <summary>Every client of the IHttpClientFactory gets retries and a circuit breaker, then the address behind a service's name.</summary>
    public static void AddOutgoingHttpDefaults(this IServiceCollection services)
    {
        services.AddSingleton<ServiceAddresses>();
        services.AddSingleton<ResiliencePipelineRegistry<string>>();
        services.AddTransient<ResilienceHandler>();
        services.AddTransient<ServiceDiscoveryHandler>();
        // Discovery is the inner one: each attempt may reach another instance.
        services.ConfigureHttpClientDefaults(client => client
            .AddHttpMessageHandler<ResilienceHandler>()
            .AddHttpMessageHandler<ServiceDiscoveryHandler>());
    }
}
