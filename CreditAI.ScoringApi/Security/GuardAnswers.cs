using Microsoft.AspNetCore.Mvc;

namespace CreditAI.ScoringApi.Security;

/// <summary>How callers are turned away: RFC 9110 §11, and RFC 6750 §3 for those with tokens.</summary>
internal sealed class GuardAnswers(IProblemDetailsService problems, BearerTokens tokens)
{
    public const string KeyHeader = "X-Api-Key";
    public const string KeyScheme = "ApiKey";

    public Task NobodyAsync(HttpContext context) => UnauthorizedAsync(
        context,
        $"Send the API key in the header {KeyHeader}{(tokens.AreTaken ? ", or a token as Authorization: Bearer" : "")}.",
        "Bearer realm=\"creditai\"");

    public Task WrongKeyAsync(HttpContext context) => UnauthorizedAsync(
        context, $"The API key is not valid; send one in the header {KeyHeader}.", "Bearer realm=\"creditai\"");

    /// <param name="fault">A sentence of ours, nothing that was sent.</param>
    public Task WrongTokenAsync(HttpContext context, string fault) => UnauthorizedAsync(
        context, fault, $"Bearer realm=\"creditai\", error=\"invalid_token\", error_description=\"{fault}\"");

    public Task ForbiddenAsync(HttpContext context, Caller caller, RequiredScope? required)
    {
        if (caller.HasToken)
        {
            context.Response.Headers.WWWAuthenticate = required is null
                ? "Bearer realm=\"creditai\", error=\"insufficient_scope\""
                : $"Bearer realm=\"creditai\", error=\"insufficient_scope\", scope=\"{required.InWords.Replace(" or ", " ", StringComparison.Ordinal)}\"";
        }

        return WriteAsync(context, StatusCodes.Status403Forbidden, required is null
            ? "No scope is named for this address, so nobody may use it."
            : $"This needs the scope {required.InWords}, which the caller '{caller.Name}' does not have.");
    }

    private Task UnauthorizedAsync(HttpContext context, string detail, string bearer)
    {
        context.Response.Headers.WWWAuthenticate = tokens.AreTaken ? new string[] { KeyScheme, bearer } : KeyScheme;
        return WriteAsync(context, StatusCodes.Status401Unauthorized, detail);
    }

    private async Task WriteAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = new ProblemDetails { Status = status, Detail = detail } });
    }
}
