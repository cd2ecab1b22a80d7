using CreditAI.Ledger.Decisions;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.Security;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>The header Idempotency-Key of a request (IETF draft-ietf-httpapi-idempotency-key-header).</summary>
internal sealed record RequestKey(string Caller, string Key)
{
    public const string Header = "Idempotency-Key";
    public const string Reused = "The Idempotency-Key was used for another request; send this one under a key of its own. Nothing was recorded.";

    private const int MaxLength = 255;

    /// <returns>Null where the request has none, or one that is not valid, which <paramref name="errors"/> then says.</returns>
    public static RequestKey? Read(HttpRequest request, FieldErrors errors)
    {
        var sent = request.Headers[Header];
        if (sent.Count == 0)
        {
            return null;
        }

        if (sent is [{ Length: > 0 and <= MaxLength } key])
        {
            return new RequestKey(request.HttpContext.GetCaller().Id, key);
        }

        errors.Add(Header, sent.Count > 1 ? "must be sent once" : $"must have 1 to {MaxLength} characters");
        return null;
    }

    public IdempotencyKey Of(ReadOnlySpan<byte> body) => IdempotencyKey.Of(Caller, Key, body);

    /// <summary>Of a line of a batch, which each can be sent again.</summary>
    public IdempotencyKey Of(long line, ReadOnlySpan<byte> body) => IdempotencyKey.Of(Caller, FormattableString.Invariant($"{Key}\n{line}"), body);
}
