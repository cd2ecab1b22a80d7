using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace CreditAI.ServiceDefaults.Security;

/// <summary>Headers of every answer, errors included. An endpoint that needs another value sets it and keeps it.</summary>
internal sealed class SecurityHeadersFilter(IHostEnvironment environment) : IStartupFilter
{
    private readonly bool _strictTransport = !environment.IsDevelopment();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, following) =>
        {
            context.Response.OnStarting(AddHeaders, context);
            return following(context);
        });
        next(app);
    };

    private Task AddHeaders(object state)
    {
        var headers = ((HttpContext)state).Response.Headers;
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("X-Frame-Options", "DENY");
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.TryAdd("Cache-Control", "no-store");
        if (_strictTransport)
        {
            // Also on plain HTTP: TLS ends at the ingress, and the answer leaves it encrypted.
            headers.TryAdd("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }

        return Task.CompletedTask;
    }
}
