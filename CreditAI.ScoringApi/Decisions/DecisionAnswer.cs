using CreditAI.Ledger.Decisions;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>The answer to a decision, written while all that it tells is at hand; its id, which the commit gives, is put in afterwards.</summary>
internal sealed class DecisionAnswer : IResult
{
    [ThreadStatic]
    private static JsonBytes? _writing;

    private readonly byte[] _json;
    private readonly int _idAt;
    private Guid _id;

    private DecisionAnswer(byte[] json, int idAt) => (_json, _idAt) = (json, idAt);

    public static DecisionAnswer To(Decided decided)
    {
        var json = _writing ??= new JsonBytes();
        json.Clear();
        var idAt = DecisionWriter.Write(json, decided);
        return new DecisionAnswer(json.Written.ToArray(), idAt);
    }

    /// <summary>The URL under which a decision can be found, without the host.</summary>
    public static string LocationOf(Guid id) => $"/v1/decisions/{id}";

    /// <param name="appended">Committed.</param>
    public DecisionAnswer Of(Appended appended)
    {
        _id = appended.Id;
        JsonBytes.PutId(_json.AsSpan(_idAt), _id);
        return this;
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        JsonAnswer.Send(httpContext.Response, StatusCodes.Status201Created, _json, LocationOf(_id));
        return Task.CompletedTask;
    }
}
