using CreditAI.AppHost.Parts.Postgres;

namespace CreditAI.AppHost.FirstStart;

internal static class Migration
{
    /// <summary>Brings the ledger's schema up to date before anything else uses it.</summary>
    public static IResourceBuilder<ProjectResource> AddMigration(this IDistributedApplicationBuilder builder, IResourceBuilder<IResourceWithConnectionString> database) =>
        builder.AddProject<Projects.CreditAI_Cli>("migration").WithArgs("ledger", "migrate").WithLedger(database).WaitFor(database);
}
