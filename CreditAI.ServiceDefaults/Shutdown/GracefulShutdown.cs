using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CreditAI.ServiceDefaults.Shutdown;

internal static class GracefulShutdown
{
    public static void AddGracefulShutdown(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ShutdownOptions>()
            .Bind(builder.Configuration.GetSection("Shutdown"))
            .Validate(
                o => o.Drain is null || (o.Drain >= TimeSpan.Zero && o.Drain <= ShutdownOptions.LongestDrain),
                "Shutdown:Drain must lie between 00:00:00 and 00:00:05.")
            .ValidateOnStart();
        builder.Services.AddHostedService<Drain>();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = ShutdownOptions.Limit);
    }

    /// <summary>Holds the stop of the server back for the drain: hosted services stop only after every StoppingAsync.</summary>
    private sealed class Drain(
        IOptions<ShutdownOptions> options,
        IHostEnvironment environment,
        IHostApplicationLifetime lifetime,
        TimeProvider time) : IHostedLifecycleService
    {
        public async Task StoppingAsync(CancellationToken cancellationToken)
        {
            lifetime.StopApplication();
            var drain = options.Value.Drain ?? (environment.IsDevelopment() ? TimeSpan.Zero : TimeSpan.FromSeconds(3));
            await Task.Delay(drain, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
