using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

/// <summary>What the command line asks of the pipeline (<c>--step</c>, <c>--output-path</c>, ...).</summary>
[Experimental("ASPIREPIPELINES001")]
public class PipelineOptions
{
    public string? Step { get; set; }

    public string? OutputPath { get; set; }

    public string? LogLevel { get; set; }

    public bool ClearCache { get; set; }
}
