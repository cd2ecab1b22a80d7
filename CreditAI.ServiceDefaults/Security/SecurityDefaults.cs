using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CreditAI.ServiceDefaults.Security;

internal static class SecurityDefaults
{
    public static void AddSecurityDefaults(this IServiceCollection services)
    {
        services.AddOptions<RequestLimitOptions>().BindConfiguration("RequestLimits").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, RequestLimits>();
        services.AddTransient<IStartupFilter, SecurityHeadersFilter>();
        services.AddTransient<IStartupFilter, InFlightFilter>();
    }
}
