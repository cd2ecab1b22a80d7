using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.Tests.ServiceDefaults;

public sealed class OutgoingHttpTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_is_repeated_until_the_server_recovers()
    {
        var calls = 0;
        await using var other = await FlakyAsync(() => ++calls < 3);
        await using var service = await TestService.StartAsync();

        var answer = await ClientOf(service).GetAsync(new Uri(other.Client.BaseAddress!, "/flaky"), Cancel);

        Assert.Equal((HttpStatusCode.OK, 3), (answer.StatusCode, calls));
    }

    [Fact]
    public async Task Put_is_repeated_with_its_body()
    {
        var bodies = new List<string>();
        await using var other = await TestService.StartAsync(app => app.MapPut("/flaky", async (HttpRequest request, HttpResponse response) =>
        {
            bodies.Add(await new StreamReader(request.Body).ReadToEndAsync(Cancel));
            Answer(response, bodies.Count < 2);
        }));
        await using var service = await TestService.StartAsync();
        using var once = new MemoryStream("payload"u8.ToArray());

        await ClientOf(service).PutAsync(new Uri(other.Client.BaseAddress!, "/flaky"), new StreamContent(once), Cancel);

        Assert.Equal(["payload", "payload"], bodies);
    }

    [Fact]
    public async Task Post_is_sent_once_only()
    {
        var calls = 0;
        await using var other = await FlakyAsync(() => ++calls < 3);
        await using var service = await TestService.StartAsync();

        var answer = await ClientOf(service).PostAsync(new Uri(other.Client.BaseAddress!, "/flaky"), null, Cancel);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, 1), (answer.StatusCode, calls));
    }

    [Theory]
    [InlineData("http://scoring-api/whoami")]
    [InlineData("https+http://scoring-api/whoami")]
    public async Task Service_name_is_answered_by_its_configured_addresses_in_turn(string url)
    {
        await using var first = await TestService.StartAsync(app => app.MapGet("/whoami", () => "first"));
        await using var second = await TestService.StartAsync(app => app.MapGet("/whoami", () => "second"));
        await using var service = await TestService.StartAsync(settings: new()
        {
            ["services:scoring-api:http:0"] = first.Client.BaseAddress!.ToString(),
            ["services:scoring-api:http:1"] = second.Client.BaseAddress!.ToString(),
        });
        var client = ClientOf(service);

        var answers = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            answers.Add(await client.GetStringAsync(new Uri(url), Cancel));
        }

        Assert.Equal(["first", "second", "first", "second"], answers);
    }

    private static HttpClient ClientOf(TestService service) =>
        service.App.Services.GetRequiredService<IHttpClientFactory>().CreateClient();

    private static Task<TestService> FlakyAsync(Func<bool> fails) => TestService.StartAsync(app =>
        app.MapMethods("/flaky", ["GET", "POST"], (HttpResponse response) => Answer(response, fails())));

    private static void Answer(HttpResponse response, bool fails)
    {
        response.StatusCode = fails ? 503 : 200;
        // Honoured in place of the exponential delay, which would make the test wait.
        response.Headers.RetryAfter = "0";
    }
}
