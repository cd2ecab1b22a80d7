using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>The manifest's entry for each kind of resource.</summary>
internal static class ManifestResources
{
    public static async Task WriteAsync(ManifestPublishingContext context, IResource resource)
    {
        switch (resource)
        {
            case { } when resource.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var annotation) && annotation.Callback is { } callback:
                await callback(context);
                break;
            case ContainerResource container:
                await WriteContainerAsync(context, container);
                break;
            case ProjectResource project:
                await WriteProjectAsync(context, project);
                break;
            case ExecutableResource executable:
                await WriteExecutableAsync(context, executable);
                break;
            case ParameterResource parameter:
                WriteParameter(context, parameter);
                break;
            case IResourceWithConnectionString:
                context.Writer.WriteString("type", "value.v0");
                context.WriteConnectionString(resource);
                break;
            default:
                context.Writer.WriteString("error", "This resource does not support generation in the manifest.");
                break;
        }
    }

    public static async Task WriteContainerAsync(ManifestPublishingContext context, ContainerResource container)
    {
        if (!container.TryGetContainerImageName(out var image))
        {
            throw new DistributedApplicationException($"The container resource '{container.Name}' has no image.");
        }

        context.Writer.WriteString("type", "container.v0");
        context.WriteConnectionString(container);
        context.Writer.WriteString("image", image);
        if (container.Entrypoint is { } entrypoint)
        {
            context.Writer.WriteString("entrypoint", entrypoint);
        }

        await context.WriteCommandLineArgumentsAsync(container);
        WriteMounts(context, container, ContainerMountType.BindMount, "bindMounts", "source");
        WriteMounts(context, container, ContainerMountType.Volume, "volumes", "name");
        await context.WriteEnvironmentVariablesAsync(container);
        context.WriteBindings(container);
    }

    private static async Task WriteProjectAsync(ManifestPublishingContext context, ProjectResource project)
    {
        context.Writer.WriteString("type", "project.v0");
        context.Writer.WriteString("path", context.GetManifestRelativePath(project.GetProjectMetadata().ProjectPath));
        await context.WriteCommandLineArgumentsAsync(project);
        await context.WriteEnvironmentVariablesAsync(project);
        context.WriteBindings(project);
    }

    private static async Task WriteExecutableAsync(ManifestPublishingContext context, ExecutableResource executable)
    {
        context.Writer.WriteString("type", "executable.v0");
        context.WriteConnectionString(executable);
        context.Writer.WriteString("workingDirectory", context.GetManifestRelativePath(executable.WorkingDirectory));
        context.Writer.WriteString("command", executable.Command);
        await context.WriteCommandLineArgumentsAsync(executable);
        await context.WriteEnvironmentVariablesAsync(executable);
        context.WriteBindings(executable);
    }

    private static void WriteParameter(ManifestPublishingContext context, ParameterResource parameter)
    {
        var writer = context.Writer;
        writer.WriteString("type", "parameter.v0");
        if (parameter.IsConnectionString)
        {
            writer.WriteString("connectionString", parameter.ValueExpression);
        }

        writer.WriteString("value", $"{{{parameter.Name}.inputs.value}}");
        writer.WriteStartObject("inputs");
        writer.WriteStartObject("value");
        writer.WriteString("type", "string");
        if (parameter.Secret)
        {
            writer.WriteBoolean("secret", true);
        }

        if (parameter.Default is { } @default)
        {
            writer.WriteStartObject("default");
            @default.WriteToManifest(context);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteMounts(ManifestPublishingContext context, ContainerResource container, ContainerMountType type, string list, string source)
    {
        var mounts = container.Annotations.OfType<ContainerMountAnnotation>().Where(m => m.Type == type).ToArray();
        if (mounts.Length == 0)
        {
            return;
        }

        var writer = context.Writer;
        writer.WriteStartArray(list);
        foreach (var mount in mounts)
        {
            writer.WriteStartObject();
            if (mount.Source is not null)
            {
                writer.WriteString(source, type == ContainerMountType.BindMount ? context.GetManifestRelativePath(mount.Source) : mount.Source);
            }

            writer.WriteString("target", mount.Target);
            writer.WriteBoolean("readOnly", mount.IsReadOnly);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
