using CreditAI.Ledger.Access;
using CreditAI.ScoringApi.Security;

namespace CreditAI.ScoringApi.Mlflow;

/// <summary>
/// The registry under the paths of MLflow's REST API (2.0), for its clients: MLFLOW_TRACKING_URI is this service, MLFLOW_TRACKING_TOKEN an API key. What
/// would take evidence away is refused, and what makes a champion goes through the gates.
/// </summary>
internal static class MlflowSetup
{
    public static void AddMlflow(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MlflowRegistry>();

        // Before the others: the first that can write an answer does.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, MlflowErrors>());
    }

    public static void MapMlflow(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(MlflowErrors.Path).ExcludeFromDescription().AddEndpointFilter(new MlflowErrors());
        var reading = group.MapGroup("").RequireScope(Scope.Read | Scope.Models);
        var writing = group.MapGroup("").RequireScope(Scope.Models);
        reading.MapMlflowArtifacts(writing);

        var (read, write) = (reading.MapGroup("/mlflow"), writing.MapGroup("/mlflow"));
        read.MapRegisteredModels(write);
        read.MapModelVersions(write);
    }
}
