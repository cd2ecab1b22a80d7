namespace CreditAI.AppHost.Parts.Postgres;

/// <summary>One database of the embedded server; it exists before the server takes its first connection.</summary>
internal sealed class EmbeddedPostgresDatabaseResource(string name, EmbeddedPostgresResource server)
    : Resource(name), IResourceWithParent<EmbeddedPostgresResource>, IResourceWithConnectionString
{
    public EmbeddedPostgresResource Parent { get; } = server;

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Parent};Database={Name}");
}
