using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace CreditAI.ServiceDefaults.Outgoing;

/// <summary>
/// From outside in: 30 s for all, up to 3 retries of idempotent requests with jittered exponential delay from 0.5 s,
/// a circuit that opens for 5 s when a tenth of at least 100 requests in 30 s fail, 10 s for an attempt.
/// </summary>
internal static class OutgoingPipeline
{
    private static readonly TimeSpan Total = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(10);

    public static void Build(ResiliencePipelineBuilder<HttpResponseMessage> builder, TimeProvider time)
    {
        builder.TimeProvider = time;
        builder
            .AddTimeout(Total)
            .AddRetry(Retry(time))
            .AddCircuitBreaker(Circuit())
            .AddTimeout(Attempt);
    }

    /// <summary>RFC 9110 section 9.2.2.</summary>
    public static bool IsIdempotent(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Options
        || method == HttpMethod.Trace || method == HttpMethod.Put || method == HttpMethod.Delete;

    private static RetryStrategyOptions<HttpResponseMessage> Retry(TimeProvider time) => new()
    {
        MaxRetryAttempts = 3,
        Delay = TimeSpan.FromSeconds(0.5),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = args => ValueTask.FromResult(IsRepeatable(args.Context) && IsTransient(args.Outcome)),
        DelayGenerator = args => ValueTask.FromResult(RetryAfter(args.Outcome.Result, time)),
    };

    private static CircuitBreakerStrategyOptions<HttpResponseMessage> Circuit() => new()
    {
        FailureRatio = 0.1,
        MinimumThroughput = 100,
        SamplingDuration = TimeSpan.FromSeconds(30),
        BreakDuration = TimeSpan.FromSeconds(5),
        ShouldHandle = args => ValueTask.FromResult(IsTransient(args.Outcome)),
    };

    private static bool IsRepeatable(ResilienceContext context) =>
        context.Properties.TryGetValue(ResilienceHandler.Request, out var request) && IsIdempotent(request.Method);

    private static bool IsTransient(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException } => true,
        { Result.StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests } => true,
        { Result.StatusCode: HttpStatusCode.NotImplemented or HttpStatusCode.HttpVersionNotSupported } => false,
        { Result.StatusCode: >= HttpStatusCode.InternalServerError } => true,
        _ => false,
    };

    /// <summary>What the server asked for (RFC 9110 section 10.2.3), else null for the exponential delay.</summary>
    private static TimeSpan? RetryAfter(HttpResponseMessage? response, TimeProvider time) => response?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
        _ => null,
    };
}
