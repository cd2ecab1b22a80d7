using System.CommandLine;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Deploy;

/// <summary><c>creditai rollback</c>, <c>status</c> and <c>diff</c>: of what was deployed.</summary>
internal static class DeployedCommands
{
    public static void AddDeployedCommands(this RootCommand root)
    {
        root.Add(Rollback());
        root.Add(Status());
        root.Add(Diff());
    }

    private static Command Rollback()
    {
        var (environment, manifests, context) = (DeployOptions.Environment(), DeployOptions.Manifests(), DeployOptions.Context());
        var command = new Command("rollback", "Gives the traffic back to the other slot, at once.") { environment, manifests, context };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var kubectl = await OpenAsync(parsed.GetValue(context), parsed.GetRequiredValue(manifests), parsed.GetRequiredValue(environment), cancellationToken);
            return await new Rollback(kubectl, DeployOptions.By, TimeProvider.System).RunAsync(parsed.GetRequiredValue(environment), cancellationToken);
        });
        return command;
    }

    private static Command Status()
    {
        var (environment, manifests, context, format) = (DeployOptions.Environment(), DeployOptions.Manifests(), DeployOptions.Context(), SharedOptions.Format());
        var command = new Command("status", "Shows which slot has the traffic, and how the last deployment went.") { environment, format, manifests, context };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var kubectl = await OpenAsync(parsed.GetValue(context), parsed.GetRequiredValue(manifests), parsed.GetRequiredValue(environment), cancellationToken);
            return await new Status(kubectl, TimeProvider.System).ShowAsync(parsed.GetRequiredValue(environment), parsed.GetValue(format), cancellationToken);
        });
        return command;
    }

    private static NotedCommand Diff()
    {
        var (environment, manifests, context) = (DeployOptions.Environment(), DeployOptions.Manifests(), DeployOptions.Context());
        var command = new NotedCommand(
            "diff",
            "Shows what the cluster has otherwise than it is published.",
            """
              What a deployment switches and an autoscaler counts is no difference.
              Exit code 0: as it is published; 3: it differs.
            """)
        {
            environment, manifests, context,
        };
        command.SetAction((parsed, cancellationToken) =>
            new Drift(new Kubectl(parsed.GetValue(context)), parsed.GetRequiredValue(manifests)).ShowAsync(parsed.GetRequiredValue(environment), cancellationToken));
        return command;
    }

    private static async Task<Kubectl> OpenAsync(string? context, string manifests, string environment, CancellationToken cancellationToken)
    {
        var kubectl = new Kubectl(context);
        await Deployer.ReadAsync(kubectl, manifests, environment, null, cancellationToken);
        return kubectl;
    }
}
