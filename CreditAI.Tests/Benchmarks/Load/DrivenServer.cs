using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.Tests.Benchmarks.Load;

/// <summary>A real Kestrel on loopback that answers as a test wants.</summary>
internal sealed class DrivenServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DrivenServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
        .Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<DrivenServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new DrivenServer(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
