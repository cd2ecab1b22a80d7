namespace Aspire.Hosting.Dcp;

/// <summary>One unpacked version of Aspire's native half: the orchestrator and the dashboard.</summary>
/// <param name="Directory">The version's directory, which holds <c>dcp/</c> and <c>managed/</c>.</param>
internal sealed record DcpBundle(string Directory)
{
    private static readonly string Suffix = OperatingSystem.IsWindows() ? ".exe" : "";

    public string DcpPath => Path.Combine(Directory, "dcp", "dcp" + Suffix);

    /// <summary>The executable that is the dashboard when its first argument is <c>dashboard</c>.</summary>
    public string ManagedPath => Path.Combine(Directory, "managed", "aspire-managed" + Suffix);

    public bool IsComplete => File.Exists(DcpPath) && File.Exists(ManagedPath);
}
