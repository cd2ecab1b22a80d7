namespace Aspire.Hosting.ApplicationModel;

/// <param name="Name">The object's name in DCP and the resource id in snapshots: the resource's name and the suffix.</param>
/// <param name="Suffix">Eight letters that tell this run's instance from another.</param>
/// <param name="Index">0 for the first replica.</param>
internal sealed record DcpInstance(string Name, string Suffix, int Index);
