using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.ServiceDefaults.Scheduling;

internal static class SchedulingDefaults
{
    public static void AddSchedulingDefaults(this IServiceCollection services) => services.AddHostedService<SocketThreads>();
}
