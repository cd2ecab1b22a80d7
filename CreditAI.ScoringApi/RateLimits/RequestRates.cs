using System.Globalization;
using CreditAI.ScoringApi.Errors;
using CreditAI.ScoringApi.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CreditAI.ScoringApi.RateLimits;

/// <summary>Holds callers and addresses to their limits, by what is known here; nothing waits for the cache.</summary>
internal sealed class RequestRates(
    IOptions<RateLimitOptions> options, RateCounters counters, RateQueue queue, CacheState cache, RateMetrics metrics, TimeProvider time)
{
    private readonly RateLimitOptions _options = options.Value;

    /// <param name="refusal">The answer, being written, when the request is not admitted.</param>
    public bool AdmitAddress(HttpContext context, out Task refusal)
    {
        refusal = Task.CompletedTask;
        return _options.PerAddressPerMinute == 0 || context.Connection.RemoteIpAddress is not { } address
            || Admit(context, counters.OfAddress(address), _options.PerAddressPerMinute, "address", out refusal);
    }

    /// <param name="refusal">The answer, being written, when the request is not admitted.</param>
    public bool AdmitCaller(HttpContext context, Caller caller, out Task refusal)
    {
        refusal = Task.CompletedTask;
        var limit = caller.IsUnlimited ? 0 : caller.RequestsPerMinute ?? _options.DefaultPerMinute;
        return limit == 0 || Admit(context, counters.OfCaller(caller.Id), limit, "caller", out refusal);
    }

    private bool Admit(HttpContext context, RateCounter counter, int limit, string who, out Task refusal)
    {
        if (cache is { IsUsed: true, Answers: false } && _options.WhenCacheAway == CacheAway.Closed)
        {
            metrics.Refused(who, "cache-away");
            refusal = UnavailableAnswers.Answer(context, "Limits cannot be kept at the moment, so nothing is admitted. Try again.", TimeSpan.FromSeconds(1))
                .ExecuteAsync(context);
            return false;
        }

        var verdict = Take(counter, limit);
        var headers = context.Response.Headers;
        headers["RateLimit-Limit"] = Text(limit);
        headers["RateLimit-Remaining"] = Text(verdict.Remaining);
        headers["RateLimit-Reset"] = Text(verdict.IsAdmitted ? 60 - time.GetUtcNow().Second : verdict.RetryAfter);
        if (verdict.IsAdmitted)
        {
            refusal = Task.CompletedTask;
            return true;
        }

        metrics.Refused(who, "limit");
        headers.RetryAfter = Text(verdict.RetryAfter);
        refusal = TooMany(who, verdict).ExecuteAsync(context);
        return false;
    }

    private RateVerdict Take(RateCounter counter, int limit)
    {
        var verdict = counter.Take(time.GetUtcNow(), limit, cache.Replicas, isAlone: !cache.Answers, out var ask, out var hurry);
        if (ask && cache.IsUsed)
        {
            queue.Add(counter);
        }

        if (hurry)
        {
            queue.WakeUp.Ring();
        }

        return verdict;
    }

    private static ProblemHttpResult TooMany(string who, RateVerdict verdict) => TypedResults.Problem(
        $"This {who} may send {verdict.Limit} requests per minute. Try again in {verdict.RetryAfter} s.", statusCode: StatusCodes.Status429TooManyRequests);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
