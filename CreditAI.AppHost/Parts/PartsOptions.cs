namespace CreditAI.AppHost.Parts;

/// <summary>Where a local run takes its parts from and keeps their data.</summary>
internal static class PartsOptions
{
    /// <summary>
    /// True when the parts are containers: always when publishing, and in a local run with <c>--Parts=containers</c>.
    /// </summary>
    /// <exception cref="PartException"><c>Parts</c> is neither <c>embedded</c> nor <c>containers</c>.</exception>
    public static bool UsesContainers(this IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return true;
        }

        return builder.Configuration["Parts"] switch
        {
            null or "" or "embedded" => false,
            "containers" => true,
            var other => throw new PartException($"--Parts={other} is unknown: say --Parts=embedded (the default) or --Parts=containers."),
        };
    }

    /// <summary>
    /// The directory of one part's data, kept across restarts: <c>.creditai/&lt;part&gt;</c> beside the AppHost, or under
    /// <c>--DataDirectory</c>. Publishing makes none.
    /// </summary>
    public static string DataDirectory(this IDistributedApplicationBuilder builder, string part)
    {
        var root = Path.GetFullPath(builder.Configuration["DataDirectory"] ?? Path.Combine(builder.AppHostDirectory, ".creditai"));
        if (builder.ExecutionContext.IsRunMode)
        {
            Directory.CreateDirectory(Path.Combine(root, part));
        }

        return Path.Combine(root, part);
    }
}
