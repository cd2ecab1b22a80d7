using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;
using Aspire.Hosting.Dcp.Model;

namespace Aspire.Hosting.Dcp;

/// <summary>The REST API of one running DCP.</summary>
internal sealed class DcpClient : IDisposable
{
    private const string Base = "apis/usvc-dev.developer.microsoft.com/v1/";

    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(20);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly HttpClient _http;

    public DcpClient(Kubeconfig kubeconfig)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { kubeconfig.Authority },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        };
        _http = new HttpClient(handler) { BaseAddress = kubeconfig.Server, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", kubeconfig.Token);
    }

    public void Dispose() => _http.Dispose();

    /// <exception cref="DcpApiException">DCP refused the object; 409 when the name is taken.</exception>
    public Task<DcpObject<TSpec, TStatus>> CreateAsync<TSpec, TStatus>(DcpObject<TSpec, TStatus> value, CancellationToken cancellationToken)
        where TSpec : IDcpSpec
        where TStatus : class
        => SendAsync<DcpObject<TSpec, TStatus>>(HttpMethod.Post, Base + TSpec.Plural, JsonContent.Create(value, options: Json), cancellationToken);

    /// <summary>The object, or null when there is none of that name.</summary>
    public async Task<DcpObject<TSpec, TStatus>?> FindAsync<TSpec, TStatus>(string name, CancellationToken cancellationToken)
        where TSpec : IDcpSpec
        where TStatus : class
    {
        try
        {
            return await SendAsync<DcpObject<TSpec, TStatus>>(HttpMethod.Get, $"{Base}{TSpec.Plural}/{name}", null, cancellationToken).ConfigureAwait(false);
        }
        catch (DcpApiException exception) when (exception.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Asks for the deletion, which ends only when the process is gone; nothing happens when there is no such object.</summary>
    public async Task DeleteAsync<TSpec>(string name, CancellationToken cancellationToken)
        where TSpec : IDcpSpec
    {
        try
        {
            await SendAsync<JsonElement>(HttpMethod.Delete, $"{Base}{TSpec.Plural}/{name}", null, cancellationToken).ConfigureAwait(false);
        }
        catch (DcpApiException exception) when (exception.Status == HttpStatusCode.NotFound)
        {
            // Gone already is what was asked for.
        }
    }

    /// <summary>Ends the process or container; it cannot be started again under the same name.</summary>
    public Task StopAsync<TSpec>(string name, CancellationToken cancellationToken)
        where TSpec : IDcpSpec
        => PatchAsync($"{Base}{TSpec.Plural}/{name}", new { spec = new { stop = true } }, cancellationToken);

    /// <summary>Begins DCP's own shutdown, which ends all it started.</summary>
    public Task ShutdownAsync(CancellationToken cancellationToken)
        => PatchAsync("admin/execution", new { status = "Stopping", shutdownResourceCleanup = "Full" }, cancellationToken);

    /// <summary>Throws unless DCP answers.</summary>
    public Task PingAsync(CancellationToken cancellationToken)
        => SendAsync<JsonElement>(HttpMethod.Get, "admin/execution", null, cancellationToken);

    /// <summary>What is there as <c>ADDED</c>, then every change. Ends when DCP closes the stream; a lost connection is an exception.</summary>
    public async IAsyncEnumerable<DcpWatchEvent<DcpObject<TSpec, TStatus>>> WatchAsync<TSpec, TStatus>(
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TSpec : IDcpSpec
        where TStatus : class
    {
        await foreach (var line in LinesAsync($"{Base}{TSpec.Plural}?watch=true", cancellationToken).ConfigureAwait(false))
        {
            if (JsonSerializer.Deserialize<DcpWatchEvent<JsonElement>>(line, Json) is { Type: "ADDED" or "MODIFIED" or "DELETED" } change)
            {
                yield return new(change.Type, change.Object.Deserialize<DcpObject<TSpec, TStatus>>(Json)!);
            }
        }
    }

    /// <summary>Lines with the time they were written in front. Ends when the process has ended and all was read.</summary>
    /// <param name="name">Of the object.</param>
    /// <param name="source"><c>stdout</c>, <c>stderr</c>, or <c>system</c> for what DCP itself says about the object.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public IAsyncEnumerable<string> LogsAsync<TSpec>(string name, string source, CancellationToken cancellationToken)
        where TSpec : IDcpSpec
        => LinesAsync($"{Base}{TSpec.Plural}/{name}/log?follow=true&timestamps=true&source={source}", cancellationToken);

    private async IAsyncEnumerable<string> LinesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        await ThrowUnlessSuccessAsync(response, path, cancellationToken).ConfigureAwait(false);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            yield return line;
        }
    }

    private async Task PatchAsync(string path, object patch, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(patch, new MediaTypeHeaderValue("application/merge-patch+json"), Json);
        await SendAsync<JsonElement>(HttpMethod.Patch, path, content, cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> SendAsync<T>(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(CallTimeout);
        using var request = new HttpRequestMessage(method, path) { Content = content };
        try
        {
            using var response = await _http.SendAsync(request, timeout.Token).ConfigureAwait(false);
            await ThrowUnlessSuccessAsync(response, path, timeout.Token).ConfigureAwait(false);
            return (await response.Content.ReadFromJsonAsync<T>(Json, timeout.Token).ConfigureAwait(false))!;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"DCP did not answer {method} {path} within {CallTimeout.TotalSeconds:0} seconds.");
        }
    }

    private static async Task ThrowUnlessSuccessAsync(HttpResponseMessage response, string path, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        throw new DcpApiException($"DCP refused {path} ({(int)response.StatusCode}): {MessageOf(body)}", response.StatusCode);
    }

    private static string MessageOf(string body)
    {
        try
        {
            using var status = JsonDocument.Parse(body);
            return status.RootElement.TryGetProperty("message", out var message) ? message.GetString()! : body;
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
