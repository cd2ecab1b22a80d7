namespace CreditAI.AppHost.FirstStart;

internal static class Welcome
{
    /// <summary>Prints where the API answers, its key and a line to paste, as soon as it is healthy.</summary>
    public static IResourceBuilder<ProjectResource> WithWelcome(this IResourceBuilder<ProjectResource> api, IResourceBuilder<ParameterResource> apiKey)
    {
        var builder = api.ApplicationBuilder;
        if (builder.ExecutionContext.IsRunMode)
        {
            builder.Eventing.Subscribe<ResourceReadyEvent>(api.Resource, async (_, cancellationToken) =>
            {
                var example = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", "examples", "application.json"));
                var key = await apiKey.Resource.GetValueAsync(cancellationToken);
                await Console.Out.WriteLineAsync(
                    $"""

                    CreditAI decides at  {api.GetEndpoint("http").Url}
                    API key              {key}
                    Try it:
                      curl -s {api.GetEndpoint("http").Url}/v1/decisions -H 'X-Api-Key: {key}' -H 'Content-Type: application/json' -d @'{example}'

                    """);
            });
        }

        return api;
    }
}
