using System.Text.Encodings.Web;
using System.Text.Json;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Publishing;

/// <summary>The step <c>publish-manifest</c>, which <c>--publisher manifest</c> asks for too.</summary>
internal static class ManifestStep
{
    public const string Name = "publish-manifest";

    public static void AddTo(IDistributedApplicationBuilder builder) => builder.Pipeline.AddStep(Name, WriteAsync);

    private static async Task WriteAsync(PipelineStepContext context)
    {
        var output = context.Services.GetRequiredService<IOptions<PipelineOptions>>().Value.OutputPath;
        if (string.IsNullOrEmpty(output))
        {
            throw new DistributedApplicationException("The manifest has nowhere to go: give --output-path FILE.json.");
        }

        var file = Path.GetFullPath(output);
        if (Directory.Exists(file) || !Path.HasExtension(file))
        {
            file = Path.Combine(file, "aspire-manifest.json");
        }

        // Written whole before it is put in place: a model at fault leaves no half manifest.
        using var memory = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(memory, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            var manifest = new ManifestPublishingContext(context.ExecutionContext, file, writer, context.CancellationToken);
            await manifest.WriteModelAsync(context.Model);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, memory.ToArray(), context.CancellationToken);
        ManifestLog.Written(context.Logger, file);
    }
}
