using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CreditAI.Backups.Drills;
using CreditAI.Tests.Servers;
using Json.Schema;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CreditAI.Tests.Hosting.Kubernetes;

/// <summary>What is committed below deploy/compose: that it is what the application model publishes, and that Compose, nginx and Prometheus take it.</summary>
public sealed class PublishedComposeTests
{
    private static string Root => RepositoryFiles.Path("deploy", "compose");

    public static TheoryData<string> Environments => [.. new[] { "development", "staging", "production" }];

    [Fact]
    public async Task Committed_IsWhatTheApplicationModelPublishes()
    {
        using var output = new TemporaryOutput();
        await Programs.RunAsync("dotnet", RepositoryFiles.Path("artifacts", "bin", "CreditAI.AppHost", "debug", "CreditAI.AppHost.dll"), "--operation", "publish", "--step", "publish-compose", "--output-path", output.Path);

        var published = Directory.EnumerateFiles(output.Path, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(output.Path, path)).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(published);
        Assert.All(published, path => Assert.True(
            File.ReadAllText(Path.Combine(output.Path, path)) == File.ReadAllText(Path.Combine(Root, path)),
            $"deploy/compose/{path} is stale: dotnet run --project CreditAI.AppHost -- --operation publish --step publish-compose --output-path deploy/compose"));
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void Project_IsOfTheSpecification(string environment)
    {
        Assert.SkipUnless(File.Exists(SchemaPath), "The Compose specification's schema is not here.");

        Assert.Empty(Faults(Project(environment)));

        var wrong = Project(environment);
        wrong["services"]!["postgres"]!["imgae"] = "postgres";
        Assert.NotEmpty(Faults(wrong));
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void Project_RefersOnlyToWhatIsThere(string environment)
    {
        var project = Project(environment);
        var services = project["services"]!.AsObject();
        foreach (var (name, service) in services)
        {
            Assert.All(service!["depends_on"]?.AsObject().Select(dependency => dependency.Key) ?? [], dependency => Assert.True(services.ContainsKey(dependency), $"{name} depends on {dependency}"));
            Assert.All(service["networks"]!.AsArray(), network => Assert.True(project["networks"]!.AsObject().ContainsKey((string)network!), $"{name}: {network}"));
            foreach (var source in (service["volumes"] as JsonArray ?? []).Select(mount => ((string)mount!).Split(':')[0]))
            {
                Assert.True(
                    source.StartsWith("./certificates", StringComparison.Ordinal) || source.StartsWith("./alertmanager", StringComparison.Ordinal)
                        || (source.StartsWith('.') ? Path.Exists(Path.Combine(Root, environment, source)) : project["volumes"]!.AsObject().ContainsKey(source)),
                    $"{name} mounts {source}");
            }
        }

        // A service that must be healthy before another starts says how one knows.
        Assert.All(
            services.SelectMany(service => service.Value!["depends_on"]?.AsObject() ?? []).Where(dependency => (string)dependency.Value!["condition"]! == "service_healthy").Select(dependency => dependency.Key).Distinct(),
            name => Assert.NotNull(services[name]!["healthcheck"]));
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void Secrets_AreVariablesThatTheExampleNames(string environment)
    {
        var text = File.ReadAllText(Path.Combine(Root, environment, "compose.yaml"));
        var example = File.ReadAllLines(Path.Combine(Root, environment, "secrets.env.example")).Where(line => line[0] != '#').ToList();

        Assert.All(example, line => Assert.EndsWith("=", line, StringComparison.Ordinal));
        Assert.Equal(example.Select(line => line.TrimEnd('=')), Regex.Matches(text, @"(?<!\$)\$\{([A-Z_]+)").Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotMatch(@"(?i)(password|secretkey)=(?!\$)[^\s""']", text);
    }

    [Fact]
    public async Task Prometheus_SettingsWithTheRules_AreValid()
    {
        using var output = new TemporaryOutput();
        File.Copy(Path.Combine(Root, "config", "prometheus.yml"), Path.Combine(output.Path, "prometheus.yml"));
        Directory.CreateDirectory(Path.Combine(output.Path, "rules"));
        File.Copy(RepositoryFiles.Path("deploy", "prometheus", "rules", "creditai.yaml"), Path.Combine(output.Path, "rules", "creditai.yaml"));

        Assert.Contains("SUCCESS: 1 rule files found", await Programs.RunAsync("promtool", "check", "config", Path.Combine(output.Path, "prometheus.yml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edge_RunByNginx_SpeaksTlsLimitsAddressesCompressesAndHidesWhatIsNotTheApi()
    {
        await using var service = await StartServiceAsync();
        using var output = new TemporaryOutput();
        var port = FreePort.Next();
        await using var nginx = await StartNginxAsync(output.Path, port, new Uri(service.Urls.First()).Port);
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = IsOwn } };
        using var client = new HttpClient(handler) { BaseAddress = new Uri($"https://127.0.0.1:{port}"), DefaultRequestHeaders = { { "Accept-Encoding", "gzip" } } };

        using var answer = await client.GetAsync("/v1/decisions", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("max-age=31536000; includeSubDomains", answer.Headers.GetValues("Strict-Transport-Security").Single());
        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/metrics", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await client.PostAsync("/v1/decisions", new ByteArrayContent(new byte[(64 << 20) + 1]), TestContext.Current.CancellationToken)).StatusCode);

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 40; i++)
        {
            statuses.Add((await client.GetAsync("/v1/decisions", TestContext.Current.CancellationToken)).StatusCode);
        }

        Assert.InRange(statuses.Count(status => status == HttpStatusCode.OK), 17, 23); // a burst of 20, and 100 a minute
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
#pragma warning disable SYSLIB0039, CA5397 // What must be refused.
        await Assert.ThrowsAnyAsync<Exception>(() => HandshakeAsync(port, SslProtocols.Tls11));
#pragma warning restore SYSLIB0039, CA5397
        await HandshakeAsync(port, SslProtocols.Tls12);
        await HandshakeAsync(port, SslProtocols.Tls13);
    }

    private static List<string> Faults(JsonObject project)
    {
        using var document = JsonDocument.Parse(project.ToJsonString());
        var result = Schema.Value.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid ? [] : [.. (result.Details ?? []).Where(detail => detail.Errors is not null).Select(detail => $"{detail.InstanceLocation}: {string.Join("; ", detail.Errors!.Values)}")];
    }

    private static string SchemaPath => RepositoryFiles.Path("..", "shared", "schemas", "compose-spec.json");

    // It names the dialect otherwise than the dialect does; and a schema is registered once.
    private static readonly Lazy<JsonSchema> Schema = new(() => JsonSchema.FromText(
        File.ReadAllText(SchemaPath).Replace("https://json-schema.org/draft-07/schema", "http://json-schema.org/draft-07/schema#", StringComparison.Ordinal)));

    private static JsonObject Project(string environment) => PublishedFiles.Parse(File.ReadAllText(Path.Combine(Root, environment, "compose.yaml"))).Single();

    private static bool IsOwn(object sender, X509Certificate? presented, X509Chain? chain, SslPolicyErrors errors) => presented?.Subject == "CN=creditai.example.com";

    private static async Task HandshakeAsync(int port, SslProtocols protocol)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        await using var tls = new SslStream(connection.GetStream(), leaveInnerStreamOpen: false);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "creditai.example.com", EnabledSslProtocols = protocol, RemoteCertificateValidationCallback = IsOwn }, TestContext.Current.CancellationToken);
        Assert.Equal(protocol, tls.SslProtocol);
    }

    private static async Task<WebApplication> StartServiceAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
        var service = builder.Build();
        service.Run(context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync($"\"{new string('a', 5000)}\"");
        });
        await service.StartAsync(TestContext.Current.CancellationToken);
        return service;
    }

    private static async Task<Nginx> StartNginxAsync(string directory, int port, int service)
    {
        Programs.Require("nginx");
        Directory.CreateDirectory(Path.Combine(directory, "certificates"));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=creditai.example.com", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(150));
        await File.WriteAllTextAsync(Path.Combine(directory, "certificates", "tls.crt"), certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(directory, "certificates", "tls.key"), key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);

        // As committed, but for the ports, and for the name that only Docker resolves.
        var settings = (await File.ReadAllTextAsync(Path.Combine(Root, "production", "nginx.conf"), TestContext.Current.CancellationToken))
            .Replace("listen 80;", $"listen 127.0.0.1:{FreePort.Next()};", StringComparison.Ordinal)
            .Replace("listen 443 ssl;", $"listen 127.0.0.1:{port} ssl;", StringComparison.Ordinal)
            .Replace("scoring-api:8080", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{service}"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(directory, "nginx.conf"), settings, TestContext.Current.CancellationToken);
        var process = Process.Start(new ProcessStartInfo(Programs.Find("nginx")!, ["-p", directory, "-c", Path.Combine(directory, "nginx.conf"), "-e", Path.Combine(directory, "error.log"), "-g", $"daemon off; pid {directory}/nginx.pid; error_log {directory}/error.log;"]))!;
        for (var tries = 0; tries < 100 && !process.HasExited; tries++)
        {
            try
            {
                using var connection = new TcpClient();
                await connection.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
                return new Nginx(process);
            }
            catch (SocketException)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }

        Assert.Fail("nginx does not answer");
        throw new InvalidOperationException();
    }

    private sealed class Nginx(Process process) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await process.EndAsync();
            process.Dispose();
        }
    }
}
