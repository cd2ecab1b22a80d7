using System.Net.Http.Headers;
using OpenTelemetry;

namespace CreditAI.FairnessWorker.Alerting.Targets;

/// <summary>Posts JSON to addresses that are secrets themselves: they are in no log, trace or error.</summary>
internal sealed class AlertPost(IHttpClientFactory clients)
{
    public const string Client = "alerts";

    private const int MostTold = 200;

    public async Task SendAsync(string address, byte[] utf8Json, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(utf8Json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var untraced = SuppressInstrumentationScope.Begin();
        using var client = clients.CreateClient(Client);
        using var response = await client.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var said = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new HttpRequestException($"It answered {(int)response.StatusCode}: {said[..Math.Min(said.Length, MostTold)].ReplaceLineEndings(" ")}");
        }
    }
}
