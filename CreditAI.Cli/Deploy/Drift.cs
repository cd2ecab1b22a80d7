using CreditAI.Cli.Running;

namespace CreditAI.Cli.Deploy;

/// <summary>What the cluster has otherwise than it is published: someone's hand, or something published and not deployed.</summary>
internal sealed class Drift(Kubectl kubectl, string manifestsDirectory)
{
    public async Task<int> ShowAsync(string environment, CancellationToken cancellationToken)
    {
        kubectl.Namespace = (await Deployer.ReadAsync(kubectl, manifestsDirectory, environment, null, cancellationToken)).Namespace;
        var state = await new StateStore(kubectl).ReadAsync(cancellationToken);
        var live = await new Slots(kubectl).LiveAsync(cancellationToken) ?? throw new DeploymentException($"{environment} has no Service {Slots.Service}: nothing was deployed.");

        // What a deployment switches and an autoscaler counts is not drift; the tag is that of the deployment which has the traffic.
        var tag = state is { Phase: DeploymentPhase.Succeeded } ? state.ImageTag : null;
        var manifests = await Manifests.ReadAsync(kubectl, manifestsDirectory, environment, tag, cancellationToken);
        var found = "";
        foreach (var (selector, text) in new[] { (Manifests.Foundations, manifests.Text), (Manifests.Workers, manifests.Text), (Manifests.SlotSelector(live), manifests.WithoutReplicas), (Manifests.Traffic, manifests.TrafficTo(live)) })
        {
            found += await kubectl.DiffAsync(text, selector, cancellationToken);
        }

        await Console.Out.WriteAsync(found);
        Screen.Line(found.Length == 0 ? $"{environment} is as it is published" : $"{environment} differs from what is published");
        return found.Length == 0 ? ExitCode.Done : ExitCode.BadData;
    }
}
