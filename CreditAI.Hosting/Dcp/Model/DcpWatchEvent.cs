namespace Aspire.Hosting.Dcp.Model;

/// <summary>One line of a watch: <c>ADDED</c>, <c>MODIFIED</c>, <c>DELETED</c> or <c>BOOKMARK</c>.</summary>
internal sealed record DcpWatchEvent<T>(string Type, T Object);
