namespace CreditAI.ScoringApi.Notices;

/// <summary>What a notice is answered as, by the header Accept (RFC 9110 §12.5.1).</summary>
internal static class NoticeFormat
{
    public const string Json = "application/json";
    public const string Text = "text/plain";

    /// <returns>JSON where both are as welcome; null where neither is.</returns>
    public static string? Choose(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        if (accepted is not { Count: > 0 })
        {
            return Json;
        }

        var (json, text) = (Quality(Json), Quality(Text));
        return json == 0 && text == 0 ? null : text > json ? Text : Json;

        // The most specific range says how welcome a type is.
        double Quality(string type) => accepted
            .Where(range => range.MatchesMediaType(type))
            .OrderBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0)
            .Select(range => range.Quality ?? 1)
            .FirstOrDefault();
    }
}
