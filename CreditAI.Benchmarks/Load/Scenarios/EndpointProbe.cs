using System.Net;
using System.Net.Http.Headers;
using CreditAI.Benchmarks.Load.Clients;
using CreditAI.Benchmarks.Load.Results;

namespace CreditAI.Benchmarks.Load.Scenarios;

/// <summary>Sends one application before thousands are sent.</summary>
internal static class EndpointProbe
{
    /// <returns>Null when it was answered as it should be.</returns>
    public static async Task<ScenarioResult?> AskAsync(Stage stage, string path, string scenario, string target, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = stage.Service.Address };
        var body = stage.Bodies[0].ToArray();
        DistinctId.Write(body.AsSpan(ApplicationBodies.IdAt, DistinctId.Length), DistinctId.NextUse(), thread: 0, number: 0);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(path.EndsWith(":batch", StringComparison.Ordinal) ? "application/x-ndjson" : "application/json");
        request.Headers.Add("X-Api-Key", stage.ApiKey);
        using var answer = await client.SendAsync(request, cancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            return null;
        }

        return answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed
            ? ScenarioResult.NotThere(scenario, $"POST {path} answers {(int)answer.StatusCode}", target)
            : ScenarioResult.Failed(scenario, $"POST {path} answers {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }
}
