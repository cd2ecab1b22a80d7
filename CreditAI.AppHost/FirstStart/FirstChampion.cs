using CreditAI.AppHost.Parts;

namespace CreditAI.AppHost.FirstStart;

internal static class FirstChampion
{
    private const int Applications = 20_000;

    /// <summary>
    /// Gives an empty registry its first champion, in three steps that one sees finish: applications are generated, a scorecard
    /// is trained on them, and it is published and promoted. Later starts find each step done.
    /// </summary>
    public static IResourceBuilder<ProjectResource> AddFirstChampion(
        this IDistributedApplicationBuilder builder, IResourceBuilder<IResourceWithConnectionString> database, IResourceBuilder<IResourceWithConnectionString> storage)
    {
        var directory = builder.DataDirectory("first-champion");
        var (data, schema, model) = (Path.Combine(directory, "applications.csv"), Path.Combine(directory, "applications.schema.json"), Path.Combine(directory, "scorecard.json"));

        var applications = builder.AddStep("sample-applications", "data", "generate", "--rows", $"{Applications}", "--seed", "7", "--out", data, "--schema-out", schema, "--unless-exists");
        var training = builder.AddStep("first-training", "train", "--data", data, "--schema", schema, "--trainer", "logistic", "--split", "index%10<7", "--out", model, "--unless-exists")
            .WaitForCompletion(applications);
        return builder.AddStep("first-champion", "models", "publish", "--model", model, "--promote", "champion", "--if-no-champion", "--override", "first start, on generated applications")
            .WithReference(database).WaitFor(database)
            .WithReference(storage)
            .WaitForCompletion(training);
    }

    private static IResourceBuilder<ProjectResource> AddStep(this IDistributedApplicationBuilder builder, string name, params string[] arguments) =>
        builder.AddProject<Projects.CreditAI_Cli>(name).WithArgs(arguments).ExcludeFromManifest();
}
