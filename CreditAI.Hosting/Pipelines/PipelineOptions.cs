using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

/// <summary>What the command line asks of the pipeline (<c>--step</c>, <c>--output-path</c>, ...).</summary>
[Experimental("ASPIREPIPELINES001")]
public class PipelineOptions
{
    public string? Step { get; set; }

    public string? OutputPath { get; set; }

    /// <summary>The least level that is logged, by the names of Microsoft.Extensions.Logging.</summary>
    public string? LogLevel { get; set; }
}
