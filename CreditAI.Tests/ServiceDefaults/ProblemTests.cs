using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CreditAI.Tests.ServiceDefaults;

public sealed class ProblemTests
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736"; // the example of W3C Trace Context

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public sealed record Order(int Amount);

    [Theory]
    [InlineData("GET", "/nowhere", null, 404)]
    [InlineData("DELETE", "/orders", null, 405)]
    [InlineData("POST", "/orders", "text/plain", 415)]
    [InlineData("POST", "/orders", "application/json", 400)]
    [InlineData("GET", "/broken", null, 500)]
    public async Task Every_error_is_problem_details_in_every_environment(string method, string path, string? mediaType, int status)
    {
        foreach (var environment in new[] { "Production", "Development" })
        {
            foreach (var accept in new[] { "application/json", "text/html" })
            {
                await using var service = await StartAsync(environment);
                using var request = new HttpRequestMessage(new HttpMethod(method), path);
                request.Headers.Accept.ParseAdd(accept);
                request.Headers.Add("traceparent", $"00-{TraceId}-00f067aa0ba902b7-01");
                if (mediaType is not null)
                {
                    request.Content = new StringContent("{\"amount\": \"many\"", MediaTypeHeaderValue.Parse(mediaType));
                }

                var answer = await service.Client.SendAsync(request, Cancel);
                var body = await answer.Content.ReadAsStringAsync(Cancel);

                Assert.Equal(status, (int)answer.StatusCode);
                Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
                var problem = JsonDocument.Parse(body).RootElement;
                Assert.Equal(status, problem.GetProperty("status").GetInt32());
                Assert.NotEmpty(problem.GetProperty("title").GetString()!);
                Assert.NotEmpty(problem.GetProperty("type").GetString()!);
                Assert.Equal(TraceId, problem.GetProperty("traceId").GetString());
                Assert.DoesNotContain("hunter2", body, StringComparison.Ordinal);
                Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
                Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            }
        }
    }

    [Fact]
    public async Task Body_over_the_limit_is_413()
    {
        await using var service = await StartAsync("Production");
        using var large = new ByteArrayContent(new byte[1024 * 1024 + 1]);
        large.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        var answer = await service.Client.PostAsync("/orders", large, Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("Production", true)]
    [InlineData("Development", false)]
    public async Task Answers_carry_the_security_headers(string environment, bool strictTransport)
    {
        await using var service = await StartAsync(environment);

        var headers = (await service.Client.GetAsync("/fine", Cancel)).Headers;

        Assert.Equal("nosniff", Assert.Single(headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(headers.GetValues("X-Frame-Options")));
        Assert.Equal("no-referrer", Assert.Single(headers.GetValues("Referrer-Policy")));
        Assert.StartsWith("default-src 'none'", Assert.Single(headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("no-store", headers.CacheControl?.ToString());
        Assert.Empty(headers.Server);
        Assert.Equal(strictTransport, headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Endpoint_keeps_the_cache_control_it_sets()
    {
        await using var service = await StartAsync("Production");

        Assert.Equal("max-age=60", (await service.Client.GetAsync("/cached", Cancel)).Headers.CacheControl?.ToString());
    }

    private static Task<TestService> StartAsync(string environment) => TestService.StartAsync(
        app =>
        {
            app.MapGet("/fine", () => "fine");
            app.MapGet("/cached", (HttpResponse response) =>
            {
                response.Headers.CacheControl = "max-age=60";
                return "fine";
            });
            app.MapPost("/orders", (Order order) => order);
            app.MapGet("/broken", string () => throw new InvalidOperationException("Password=hunter2"));
        },
        environment: environment);
}
