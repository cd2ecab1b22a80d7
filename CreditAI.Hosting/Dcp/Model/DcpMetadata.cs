namespace Aspire.Hosting.Dcp.Model;

internal sealed class DcpMetadata
{
    public required string Name { get; init; }

    public string? Uid { get; init; }

    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>Set from the moment a deletion was asked for; the object lives on until its process is gone.</summary>
    public DateTimeOffset? DeletionTimestamp { get; init; }

    public Dictionary<string, string>? Annotations { get; init; }
}
