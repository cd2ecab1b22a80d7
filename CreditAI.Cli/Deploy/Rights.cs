namespace CreditAI.Cli.Deploy;

/// <summary>Whether kubectl's user may do what the steps do.</summary>
internal sealed class Rights(Kubectl kubectl)
{
    public async Task<string> CheckAsync(CancellationToken cancellationToken)
    {
        // What later steps do to the namespace: one that is not allowed is better known before the first of them.
        string[][] rights = [["patch", "services"], ["patch", "deployments.apps"], ["patch", "deployments.apps", "--subresource", "scale"], ["delete", "jobs.batch"], ["create", "jobs.batch"], ["create", "pods", "--subresource", "portforward"]];
        foreach (var right in rights)
        {
            var (_, output, error) = await kubectl.TryAsync(["auth", "can-i", .. right], cancellationToken);
            Gate.Require(output.Trim() == "yes", $"kubectl's user may not {string.Join(' ', right)} in {kubectl.Namespace}{(error.Length > 0 ? $": {error.Trim()}" : "")}");
        }

        return $"{rights.Length} rights that the steps need";
    }
}
