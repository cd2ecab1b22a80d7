namespace CreditAI.ScoringApi.Caching;

internal static class ContentTagSetup
{
    /// <summary>The endpoint's answers carry an ETag, and If-None-Match is honoured.</summary>
    public static RouteHandlerBuilder WithContentTag(this RouteHandlerBuilder endpoint)
        => endpoint.AddEndpointFilter<ContentTag>().Produces(StatusCodes.Status304NotModified);
}
