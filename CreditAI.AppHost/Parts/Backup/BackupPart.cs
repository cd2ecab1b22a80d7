using CreditAI.AppHost.Parts.Postgres;
using CreditAI.Hosting.Kubernetes;

namespace CreditAI.AppHost.Parts.Backup;

internal static class BackupPart
{
    private const string Role = "creditai_backup";

    private static readonly string[] Regions = ["north", "south"];

    /// <summary>What the backup worker needs: its own role in the database, and two regions. On one machine both are directories, and prove the way and not the distance.</summary>
    public static IResourceBuilder<ProjectResource> WithBackups(this IResourceBuilder<ProjectResource> worker, IResourceBuilder<IResourceWithConnectionString> database)
    {
        var builder = worker.ApplicationBuilder;
        var password = builder.AddParameter("backup-password", new GenerateParameterDefault { MinLength = 40, Special = false }, secret: true, persist: true);
        var role = builder.AddProject<Projects.CreditAI_Cli>("backup-role").WithArgs("backup", "role", "--name", Role)
            .WithReference(database).WaitFor(database)
            .WithEnvironment("BACKUP_PASSWORD", password);
        worker.WaitForCompletion(role).WithEnvironment("ConnectionStrings__backup", database.Resource.ConnectionAs(Role, password.Resource));
        foreach (var region in Regions)
        {
            worker.WithEnvironment($"Backup__Regions__{region}", builder.AddRegion($"region-{region}"));
        }

        if (builder.ExecutionContext.IsPublishMode)
        {
            worker.WithEnvironment("Backup__Kubernetes", "true").WithEnvironment("Drill__Directory", "/scratch/drill").WithScratch("/scratch");
        }

        return builder.UsesContainers() ? worker : worker.WithDrills(builder);
    }

    // Where it is published to, regions are two places elsewhere, given as secrets.
    private static IResourceBuilder<IResourceWithConnectionString> AddRegion(this IDistributedApplicationBuilder builder, string name)
        => builder.ExecutionContext.IsPublishMode
            ? builder.AddConnectionString(name)
            : builder.AddConnectionString(name, ReferenceExpression.Create($"Directory={builder.DataDirectory(name)}"));

    // A drill starts a server of the same version: the one that this application brings.
    private static IResourceBuilder<ProjectResource> WithDrills(this IResourceBuilder<ProjectResource> worker, IDistributedApplicationBuilder builder)
        => builder.ExecutionContext.IsRunMode
            ? worker.WithEnvironment("Drill__Binaries", PostgresCluster.BinariesNear(builder.AppHostDirectory)).WithEnvironment("Drill__Directory", builder.DataDirectory("drill"))
            : worker;
}
