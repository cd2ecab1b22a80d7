using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using CreditAI.Backups.Objects.Kubernetes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CreditAI.Tests.Backups.Objects.Kubernetes;

/// <summary>What an API server tells about one namespace, over TLS of its own authority and to one token: discovery, and lists by pages.</summary>
internal sealed class NamespaceServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _account = Directory.CreateTempSubdirectory("creditai-account-");

    private NamespaceServer(WebApplication app) => _app = app;

    public Dictionary<string, List<JsonObject>> Lists { get; } = new(StringComparer.Ordinal);

    /// <summary>Paths that are answered with this.</summary>
    public Dictionary<string, HttpStatusCode> Fails { get; } = new(StringComparer.Ordinal);

    public string Token { get; set; } = "first";

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Where the pod has its token.</summary>
    public string Mounted => _account.FullName;

    public ServiceAccount Account => new(Address, Mounted);

    public static async Task<NamespaceServer> StartAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var server = new NamespaceServer(builder.Build());
        await File.WriteAllTextAsync(Path.Combine(server._account.FullName, "ca.crt"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(server._account.FullName, "namespace"), "lender\n");
        await server.RenewAsync("first");
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>The kubelet gives the pod another token.</summary>
    public async Task RenewAsync(string token)
    {
        Token = token;
        await File.WriteAllTextAsync(Path.Combine(_account.FullName, "token"), token);
    }

    public void Add(string path, string json) => (Lists.TryGetValue(path, out var list) ? list : Lists[path] = []).Add(JsonNode.Parse(json)!.AsObject());

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _account.Delete(recursive: true);
    }

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            context.Response.StatusCode = 401;
            return Task.CompletedTask;
        }

        if (Fails.TryGetValue(path, out var status))
        {
            context.Response.StatusCode = (int)status;
            return Task.CompletedTask;
        }

        return context.Response.WriteAsync(path switch
        {
            "/apis" => """{"groups":[{"name":"apps","preferredVersion":{"groupVersion":"apps/v1"}},{"name":"metrics.k8s.io","preferredVersion":{"groupVersion":"metrics.k8s.io/v1beta1"}}]}""",
            "/api/v1" => """
                {"resources":[
                  {"name":"configmaps","namespaced":true,"kind":"ConfigMap","verbs":["get","list"]},
                  {"name":"secrets","namespaced":true,"kind":"Secret","verbs":["get","list"]},
                  {"name":"services","namespaced":true,"kind":"Service","verbs":["get","list"]},
                  {"name":"services/status","namespaced":true,"kind":"Service","verbs":["get"]},
                  {"name":"bindings","namespaced":true,"kind":"Binding","verbs":["create"]},
                  {"name":"nodes","namespaced":false,"kind":"Node","verbs":["get","list"]},
                  {"name":"pods","namespaced":true,"kind":"Pod","verbs":["get","list"]}]}
                """,
            "/apis/apps/v1" => """{"resources":[{"name":"deployments","namespaced":true,"kind":"Deployment","verbs":["list"]}]}""",
            _ => Page(context.Request, Lists.GetValueOrDefault(path, [])),
        });
    }

    // Two to a page, so that lists are read on.
    private static string Page(HttpRequest request, List<JsonObject> all)
    {
        var from = int.Parse(request.Query["continue"].FirstOrDefault() ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["metadata"] = from + 2 < all.Count ? new JsonObject { ["continue"] = $"{from + 2}" } : [],
            ["items"] = new JsonArray([.. all.Skip(from).Take(2).Select(item => item.DeepClone())]),
        }.ToJsonString();
    }
}
