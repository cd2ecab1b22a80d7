using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>What every project gets: telemetry, its launch profile, and the ports it is to listen on.</summary>
internal static class ProjectDefaults
{
    public static void AddTo(IResourceBuilder<ProjectResource> builder, ProjectResourceOptions options)
    {
        var runs = builder.ApplicationBuilder.ExecutionContext.IsRunMode;
        builder.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory");
        if (runs && builder.ApplicationBuilder.Environment.IsDevelopment())
        {
            builder.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "true");
            builder.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "true");
        }

        builder.WithOtlpExporter();
        ChooseProfile(builder, options);
        var profile = builder.Resource.EffectiveLaunchProfile();
        if (runs)
        {
            ProjectRun.AddTo(builder, profile);
        }
        else
        {
            ProjectPublish.AddTo(builder, profile?.Profile);
        }
    }

    private static void ChooseProfile(IResourceBuilder<ProjectResource> builder, ProjectResourceOptions options)
    {
        var configuration = builder.ApplicationBuilder.Configuration;
        if (options.ExcludeLaunchProfile)
        {
            builder.WithAnnotation(new ExcludeLaunchProfileAnnotation());
        }
        else if (!string.IsNullOrEmpty(options.LaunchProfileName))
        {
            builder.WithAnnotation(new LaunchProfileAnnotation(options.LaunchProfileName));
        }
        else if ((configuration["AppHost:DefaultLaunchProfileName"] ?? configuration["DOTNET_LAUNCH_PROFILE"]) is { Length: > 0 } usual)
        {
            builder.WithAnnotation(new DefaultLaunchProfileAnnotation(usual));
        }
    }
}
