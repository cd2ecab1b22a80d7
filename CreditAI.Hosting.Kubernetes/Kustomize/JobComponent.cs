using System.Text.Json.Nodes;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>A project that ends: run at every deployment, before traffic is switched.</summary>
internal static class JobComponent
{
    private const int User = 1654;

    public static void AddTo(ComponentFolder folder)
    {
        folder.AddServiceAccount();
        var template = PodTemplate.Of(Labels.Select(folder.Name), folder.Name, PodTemplate.Project(folder.Workload, folder.Application, "100m", "128Mi", "512Mi"), User, PlatformComponent.Works);
        var spec = template["spec"]!.AsObject();
        spec.Remove("topologySpreadConstraints");
        spec["restartPolicy"] = "OnFailure"; // PostgreSQL may come later than the Job.
        folder.Add("job", "batch/v1", "Job", folder.Name, new JsonObject
        {
            ["spec"] = new JsonObject { ["backoffLimit"] = 10, ["activeDeadlineSeconds"] = 1800, ["ttlSecondsAfterFinished"] = 86400, ["template"] = template },
        }, "job");
        folder.Close();
    }
}
