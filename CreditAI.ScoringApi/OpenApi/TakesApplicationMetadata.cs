namespace CreditAI.ScoringApi.OpenApi;

/// <summary>Marks an endpoint whose body is an application.</summary>
internal sealed class TakesApplicationMetadata
{
    public static TakesApplicationMetadata Instance { get; } = new();
}
