using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CreditAI.Ledger.Objects;

namespace CreditAI.Backups.Objects.Kubernetes;

/// <summary>
/// The objects of a pod's namespace as somebody could apply them again: what the cluster makes itself is left out, and of each object what
/// the cluster adds. Keys are group/version/kind/name.json. Not thread-safe: what is opened is of the last listing.
/// </summary>
public sealed class KubernetesObjects(ServiceAccount account, TimeProvider time) : IObjectSource, IDisposable
{
    private const int PageSize = 250;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    private readonly HttpClient _client = account.Client();
    private readonly SortedDictionary<string, byte[]> _listed = new(StringComparer.Ordinal);
    private readonly List<string> _refused = [];

    /// <summary>The kinds that the last listing was refused: what a pod's role does not grant is not copied.</summary>
    public IReadOnlyList<string> Refused => _refused;

    public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken)
        => Task.FromResult<Stream?>(_listed.TryGetValue(key, out var content) ? new MemoryStream(content, writable: false) : null);

    /// <exception cref="BackupException">The API server does not answer, or refuses everything: half a namespace is not taken for the whole.</exception>
    public async IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _listed.Clear();
        _refused.Clear();
        foreach (var groupVersion in await GroupVersionsAsync(cancellationToken))
        {
            await ListGroupAsync(groupVersion, cancellationToken);
        }

        if (_listed.Count == 0)
        {
            throw new BackupException($"The API server shows nothing of the namespace {account.Namespace}: the pod's service account needs a role that lists it.");
        }

        var now = time.GetUtcNow();
        foreach (var (key, content) in _listed.Where(item => item.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            yield return new ObjectInfo(key, content.Length, now);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<List<string>> GroupVersionsAsync(CancellationToken cancellationToken)
    {
        var groups = await GetAsync("/apis", cancellationToken);
        return ["v1", .. (groups?["groups"]?.AsArray() ?? []).Select(group => (string)group!["preferredVersion"]!["groupVersion"]!).Where(ClusterOwned.IsKeptGroup)];
    }

    private async Task ListGroupAsync(string groupVersion, CancellationToken cancellationToken)
    {
        var path = groupVersion == "v1" ? "/api/v1" : $"/apis/{groupVersion}";
        foreach (var resource in (await GetAsync(path, cancellationToken))?["resources"]?.AsArray() ?? [])
        {
            var name = (string)resource!["name"]!;
            if ((bool)resource["namespaced"]! && !name.Contains('/', StringComparison.Ordinal) && resource["verbs"]!.AsArray().Any(verb => (string?)verb == "list") && ClusterOwned.IsKept(name))
            {
                await ListKindAsync(groupVersion, $"{path}/namespaces/{account.Namespace}/{name}", name, (string)resource["kind"]!, cancellationToken);
            }
        }
    }

    private async Task ListKindAsync(string groupVersion, string path, string resource, string kind, CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var page = await GetAsync($"{path}?limit={PageSize}{(next is null ? "" : $"&continue={Uri.EscapeDataString(next)}")}", cancellationToken);
            foreach (var item in page?["items"]?.AsArray() ?? [])
            {
                var found = item!.DeepClone().AsObject();
                (found["apiVersion"], found["kind"]) = (groupVersion, kind); // Items of a list do not say it.
                if (ClusterOwned.Without(found) is { } kept)
                {
                    var name = ((string)kept["metadata"]!["name"]!).Replace(':', '_'); // As roles may have it.
                    _listed[$"{groupVersion}/{resource}/{name}.json"] = Encoding.UTF8.GetBytes(kept.ToJsonString(Readable));
                }
            }

            next = (string?)page?["metadata"]?["continue"];
        }
        while (!string.IsNullOrEmpty(next));
    }

    /// <returns>Null when it is refused.</returns>
    private async Task<JsonNode?> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", account.Token) } };
        using var response = await SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Forbidden)
        {
            _refused.Add(path.Split('?')[0]);
            return null;
        }

        return response.IsSuccessStatusCode
            ? await JsonNode.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken)
            : throw new BackupException($"The API server answered {(int)response.StatusCode} to {path}.");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.SendAsync(request, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new BackupException($"The API server at {account.Api} does not answer: {exception.InnerException?.Message ?? exception.Message}", exception);
        }
    }
}
