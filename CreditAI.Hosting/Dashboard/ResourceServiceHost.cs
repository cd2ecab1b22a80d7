using System.Net;
using Aspire.Hosting.Dashboard.Grpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Dashboard;

/// <summary>Serves <see cref="ResourceService"/> as gRPC over plain HTTP/2 on a free port of the loopback, to holders of the key only.</summary>
internal sealed class ResourceServiceHost(ResourceService service, DashboardOptions options, ILoggerFactory loggers) : IAsyncDisposable
{
    /// <summary>For the streams to end with a status; a dashboard that is gone already is not waited for.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _starting = new(1);
    private WebApplication? _app;

    /// <summary>Starts at the first call; returns the address.</summary>
    public async Task<Uri> StartAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_app is null)
            {
                var app = Build();
                await app.StartAsync(cancellationToken).ConfigureAwait(false);
                _app = app;
            }

            var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
            return new Uri(addresses.Addresses.Single());
        }
        finally
        {
            _starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.Services.GetRequiredService<ServerStopping>().StopAsync().ConfigureAwait(false);
            using var limit = new CancellationTokenSource(StopTimeout);
            await _app.StopAsync(limit.Token).ConfigureAwait(false);
            await _app.DisposeAsync().ConfigureAwait(false);
        }

        _starting.Dispose();
    }

    private WebApplication Build()
    {
        // Empty: the settings and the logging of this process belong to the AppHost.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            // The dashboard holds streams open on which it may never send a byte.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.AddServerHeader = false;
        });
        builder.Services.AddRoutingCore();
        // Silent but for failed calls: "Application started" of a server within the AppHost would mislead.
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddSingleton(loggers.CreateLogger<ServerStopping>());
        builder.Services.AddSingleton<ServerStopping>();
        var app = builder.Build();
        app.UseMiddleware<ApiKeyCheck>(options.ResourceServiceApiKey);
        service.Map(app);
        app.MapFallback("{**method}", context => GrpcEndpoints.EndAsync(context, GrpcStatus.Unimplemented, "This host does not offer the method."));
        return app;
    }
}
