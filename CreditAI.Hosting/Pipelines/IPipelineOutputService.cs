using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Pipelines;

[Experimental("ASPIREPIPELINES004")]
public interface IPipelineOutputService
{
    /// <summary>The directory given by <c>--output-path</c>; <c>aspire-output</c> in the current directory where none is.</summary>
    string GetOutputDirectory();

    string GetOutputDirectory(IResource resource);
}
