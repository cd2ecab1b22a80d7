using System.CommandLine;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Deploy;

/// <summary><c>creditai deploy</c>.</summary>
internal static class DeployCommand
{
    public static void AddDeployCommand(this RootCommand root)
    {
        var (environment, manifests, context) = (DeployOptions.Environment(), DeployOptions.Manifests(), DeployOptions.Context());
        var imageTag = new Option<string?>("--image-tag") { Description = "Of the application's images; the published one without it.", HelpName = "T" };
        var results = new Option<string?>("--results") { Description = "Tests' .trx and scanners' .sarif: one failure and nothing is deployed.", HelpName = "DIR" };
        var applications = new Option<string?>("--applications") { Description = "Sample applications, a line of JSON each; generated ones without it.", HelpName = "F.ndjson" };
        var despite = new Option<string?>("--despite-findings") { Description = "Why it is deployed though a critical finding is open; stays on record.", HelpName = "REASON" };
        var watch = new Option<double>("--watch") { Description = "Minutes that the slot is watched when it has the traffic.", HelpName = "MINUTES", DefaultValueFactory = _ => 10 };
        var timeout = new Option<double>("--timeout") { Description = "Minutes that a Job may run, and that pods may take to be ready.", HelpName = "MINUTES", DefaultValueFactory = _ => 10 };
        var mostP95 = new Option<double>("--max-p95") { Description = "Milliseconds that 95 % of the trial's requests may take at most.", HelpName = "MS", DefaultValueFactory = _ => 500 };
        var dryRun = new Option<bool>("--dry-run") { Description = "Asks the server whether it would take the manifests, and changes nothing." };
        var command = new NotedCommand(
            "deploy",
            "Deploys to the slot without traffic, tries it, switches and watches.",
            $"""
              Works through kubectl, under its context's rights. Gates: manifests valid on the server,
              results, no critical finding open, room in the quota. Then the Jobs, the slot's pods, scores
              of sample applications on it (nothing is recorded), its adverse impact ratios beside the
              live slot's, the switch of the Service, and the watch. Until the switch the live slot is not
              touched; a breach after it gives the traffic back. The other slot is kept for
              `creditai rollback`. What was interrupted is resumed by the same command.
              {DeployOptions.KeyVariable} is a key of the service with the scopes decide and read,
              and models, so that how it ended stands in the audit log.
              Exit code 1: it failed or was rolled back.
            """)
        {
            environment, imageTag, results, applications, despite, watch, timeout, mostP95, dryRun, manifests, context,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (minutes, patience) = (parsed.GetValue(watch), parsed.GetValue(timeout));
            if (!(minutes >= 0 && minutes <= 1440 && patience > 0 && patience <= 1440))
            {
                throw new UsageException("--watch takes 0 to 1440 minutes, --timeout more than 0 and at most 1440");
            }

            if (!(parsed.GetValue(mostP95) is > 0 and <= 60_000))
            {
                throw new UsageException("--max-p95 takes more than 0 and at most 60000 milliseconds");
            }

            var isDry = parsed.GetValue(dryRun);
            var deployer = new Deployer(
                new Kubectl(parsed.GetValue(context)),
                new DeploymentRequest
                {
                    Environment = parsed.GetRequiredValue(environment),
                    ManifestsDirectory = parsed.GetRequiredValue(manifests),
                    ImageTag = parsed.GetValue(imageTag),
                    Results = parsed.GetValue(results),
                    DespiteFindings = parsed.GetValue(despite) is { Length: > 0 } reason ? reason : null,
                    Applications = SampleApplications.Read(parsed.GetValue(applications)),
                    ApiKey = isDry ? "" : DeployOptions.ApiKey(),
                    By = DeployOptions.By,
                    Watch = TimeSpan.FromMinutes(minutes),
                    MostP95 = parsed.GetValue(mostP95),
                    Patience = TimeSpan.FromMinutes(patience),
                },
                TimeProvider.System);
            return isDry ? await deployer.DryRunAsync(cancellationToken) : await deployer.DeployAsync(cancellationToken);
        });
        root.Add(command);
    }
}
