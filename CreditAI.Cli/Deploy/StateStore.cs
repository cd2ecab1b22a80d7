using System.Text.Json.Nodes;

namespace CreditAI.Cli.Deploy;

/// <summary>Keeps the state in a ConfigMap. Who writes has read the version before: of two deployments one is told that it is not alone.</summary>
internal sealed class StateStore(Kubectl kubectl)
{
    public const string Name = "creditai-deployment";

    private string? _version;

    public async Task<DeploymentState?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await kubectl.FindAsync("configmap", Name, cancellationToken) is not { } map)
        {
            return null;
        }

        _version = map.GetProperty("metadata").GetProperty("resourceVersion").GetString();
        return map.TryGetProperty("data", out var data) && data.TryGetProperty("state", out var state) ? DeploymentState.Parse(state.GetString()!) : null;
    }

    /// <exception cref="SupersededException">Somebody else has written since it was read.</exception>
    public async Task WriteAsync(DeploymentState state, CancellationToken cancellationToken)
    {
        var metadata = new JsonObject { ["name"] = Name, ["namespace"] = kubectl.Namespace, ["labels"] = new JsonObject { ["app.kubernetes.io/part-of"] = "creditai" } };
        if (_version is not null)
        {
            metadata["resourceVersion"] = _version;
        }

        var map = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = metadata, ["data"] = new JsonObject { ["state"] = state.ToJson() } };
        var (code, output, error) = await kubectl.TryAsync([_version is null ? "create" : "replace", "--output", "json", "--filename", "-"], cancellationToken, map.ToJsonString());
        if (code != 0)
        {
            throw error.Contains("AlreadyExists", StringComparison.Ordinal) || error.Contains("Conflict", StringComparison.Ordinal) || error.Contains("object has been modified", StringComparison.Ordinal)
                ? new SupersededException()
                : new DeploymentException($"the deployment's state cannot be written: {error.Trim()}");
        }

        _version = Kubectl.Parse(output).GetProperty("metadata").GetProperty("resourceVersion").GetString();
    }
}
