using CreditAI.Ledger.Access;
using CreditAI.ScoringApi.Errors;
using CreditAI.ScoringApi.RateLimits;
using Microsoft.AspNetCore.Authorization;

namespace CreditAI.ScoringApi.Security;

/// <summary>
/// Stands between routing and the endpoints: who calls, may they, and not too often. An endpoint that names no scope and
/// is not explicitly open is closed. In the ordinary case, a key, it allocates nothing and waits for nothing.
/// </summary>
internal sealed class Guard(RequestDelegate next, KeyRing keys, BearerTokens tokens, GuardAnswers answers, RequestRates rates)
{
    private const string BearerPrefix = "Bearer ";

    public Task InvokeAsync(HttpContext context)
    {
        if (!rates.AdmitAddress(context, out var refusal))
        {
            return refusal;
        }

        // What is no route answers for itself, without doing anything: not found, method not allowed.
        var endpoint = context.GetEndpoint();
        if (endpoint is null || (endpoint is not RouteEndpoint && endpoint.Metadata.Count == 0))
        {
            return next(context);
        }

        var required = endpoint.Metadata.GetMetadata<RequiredScope>();
        if (required is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return next(context);
        }

        var sent = context.Request.Headers[GuardAnswers.KeyHeader];
        if (sent.Count > 0)
        {
            return sent is [{ } key] && keys.Find(key) is { } caller
                ? AdmitAsync(context, caller, required)
                : RefuseKeyAsync(context);
        }

        return context.Request.Headers.Authorization is [{ } authorization] && authorization.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? AdmitBearerAsync(context, authorization[BearerPrefix.Length..].Trim(), required)
            : answers.NobodyAsync(context);
    }

    // MLflow's clients, and others that know no header of ours, send a key as a bearer token.
    private Task AdmitBearerAsync(HttpContext context, string token, RequiredScope? required)
    {
        if (keys.Find(token) is { } caller)
        {
            return AdmitAsync(context, caller, required);
        }

        return tokens.AreTaken ? CheckTokenAsync(context, token, required) : RefuseKeyAsync(context);
    }

    // Until the keys were read nobody can say that one is wrong.
    private Task RefuseKeyAsync(HttpContext context) => keys.IsLoaded
        ? answers.WrongKeyAsync(context)
        : CannotTellAsync(context, "The API keys have not been read yet. Try again.");

    private static Task CannotTellAsync(HttpContext context, string detail)
        => UnavailableAnswers.Answer(context, detail, TimeSpan.FromSeconds(1)).ExecuteAsync(context);

    private async Task CheckTokenAsync(HttpContext context, string token, RequiredScope? required)
    {
        var check = await tokens.CheckAsync(token, context.RequestAborted);
        await (check switch
        {
            { Caller: { } caller } => AdmitAsync(context, caller, required),
            { Fault: { } fault } => answers.WrongTokenAsync(context, fault),
            _ => CannotTellAsync(context, "The issuer of tokens does not answer, so the token cannot be checked. Try again."),
        });
    }

    private Task AdmitAsync(HttpContext context, Caller caller, RequiredScope? required)
    {
        if (required is null || !caller.Scopes.Allows(required.AnyOf))
        {
            return answers.ForbiddenAsync(context, caller, required);
        }

        if (!rates.AdmitCaller(context, caller, out var refusal))
        {
            return refusal;
        }

        caller.MarkUsed();
        context.Features.Set(caller);
        return next(context);
    }
}
