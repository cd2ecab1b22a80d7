using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Deploy;

/// <summary>How a deployment ended, told to the service's audit log by the slot that has the traffic. The state in the cluster stands without it.</summary>
internal sealed class AuditRecord(Kubectl kubectl, string? apiKey)
{
    public async Task WriteAsync(string environment, DeploymentState state, CancellationToken cancellationToken)
    {
        if (await TryAsync(environment, state, cancellationToken) is { } reason)
        {
            Screen.Line($"not in the audit log: {reason}");
        }
    }

    private async Task<string?> TryAsync(string environment, DeploymentState state, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(apiKey))
        {
            return $"{DeployOptions.KeyVariable} is not set";
        }

        try
        {
            if (await new Slots(kubectl).LiveAsync(cancellationToken) is not { } live)
            {
                return "nothing has the traffic";
            }

            await using var forward = await kubectl.ForwardAsync(Slots.ServiceOf(live), cancellationToken);
            using var client = forward.CreateClient(apiKey);
            using var answer = await client.PostAsJsonAsync(
                new Uri("/v1/deployments", UriKind.Relative),
                new
                {
                    id = state.Id,
                    environment,
                    imageTag = state.ImageTag,
                    by = state.By,
                    from = state.From,
                    to = state.To,
                    outcome = JsonNamingPolicy.CamelCase.ConvertName(state.Phase.ToString()),
                    steps = state.Steps.Select(step => new { name = step.Name, passed = step.Passed, seconds = step.Seconds, detail = step.Detail }),
                },
                cancellationToken);
            return answer.IsSuccessStatusCode ? null : string.Create(CultureInfo.InvariantCulture, $"the service answered {(int)answer.StatusCode}: the key needs the scope models");
        }
        catch (Exception exception) when (exception is HttpRequestException or DeploymentException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return exception.Message;
        }
    }
}
