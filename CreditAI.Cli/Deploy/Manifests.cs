using System.Text.RegularExpressions;

namespace CreditAI.Cli.Deploy;

/// <summary>An environment's objects as they are published, with the image tag that is deployed. Stages are told apart by the label creditai/stage.</summary>
internal sealed partial class Manifests
{
    public const string Jobs = "creditai/stage=job";
    public const string AllButJobs = "creditai/stage!=job";
    public const string Workers = "creditai/stage=worker";
    public const string Traffic = "creditai/stage=traffic";

    /// <summary>What everything else stands on: accounts, policies, settings, database, cache.</summary>
    public const string Foundations = "!creditai/stage";

    private Manifests(string text, string @namespace) => (Text, Namespace) = (text, @namespace);

    public string Text { get; }

    public string Namespace { get; }

    public string NamespaceObject => Documents(Text).First(document => NamespaceKind().IsMatch(document));

    /// <summary>Of a slot's objects without their number of pods, which the autoscaler has changed.</summary>
    public string WithoutReplicas => string.Join("\n---\n", Documents(Text).Select(document => Slot().IsMatch(document) ? Replicas().Replace(document, "") : document));

    /// <summary>The Service with the traffic on a slot, and the canary's Ingress on the other.</summary>
    public string TrafficTo(string slot) => string.Join("\n---\n", Documents(Text).Where(document => TrafficStage().IsMatch(document))
        .Select(document => SelectedSlot().Replace(document, $"    creditai/slot: {slot}")).Select(document => BackendSlot().Replace(document, $"name: {Slots.Service}-{Slots.Other(slot)}")));

    public static string SlotSelector(string slot) => $"creditai/stage=slot,creditai/slot={slot}";

    /// <param name="directory">That holds overlays/ENVIRONMENT.</param>
    /// <param name="tag">Of the application's own images; null for the published one.</param>
    public static async Task<Manifests> ReadAsync(Kubectl kubectl, string directory, string environment, string? tag, CancellationToken cancellationToken)
    {
        var overlay = Path.Combine(directory, "overlays", environment);
        if (!Directory.Exists(overlay))
        {
            throw new DeploymentException($"{overlay} is not there: --manifests names the directory that holds overlays/{environment}.");
        }

        var text = await kubectl.RunAsync(["kustomize", overlay], cancellationToken);
        if (tag is not null)
        {
            text = OwnImage().Replace(text, match => $"{match.Groups[1].Value}:{tag}");
        }

        var found = Documents(text).Select(document => NamespaceKind().IsMatch(document) ? NamespaceName().Match(document) : Match.Empty).FirstOrDefault(match => match.Success);
        return new Manifests(text, found?.Groups[1].Value ?? throw new DeploymentException($"{overlay} has no Namespace."));
    }

    private static string[] Documents(string text) => text.Split("\n---\n");

    [GeneratedRegex("^kind: Namespace$", RegexOptions.Multiline)]
    private static partial Regex NamespaceKind();

    [GeneratedRegex("^  name: (\\S+)$", RegexOptions.Multiline)]
    private static partial Regex NamespaceName();

    [GeneratedRegex("^    creditai/slot: \\S+$", RegexOptions.Multiline)]
    private static partial Regex Slot();

    [GeneratedRegex("^    creditai/stage: traffic$", RegexOptions.Multiline)]
    private static partial Regex TrafficStage();

    [GeneratedRegex("^    creditai/slot: (blue|green)$", RegexOptions.Multiline)]
    private static partial Regex SelectedSlot();

    [GeneratedRegex("name: scoring-api-(blue|green)$", RegexOptions.Multiline)]
    private static partial Regex BackendSlot();

    [GeneratedRegex("^  replicas: \\d+\\n", RegexOptions.Multiline)]
    private static partial Regex Replicas();

    [GeneratedRegex("(?<=image: )(\\S*creditai/[a-z-]+)[:@]\\S+")]
    private static partial Regex OwnImage();
}
