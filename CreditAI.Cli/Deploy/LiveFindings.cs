namespace CreditAI.Cli.Deploy;

/// <summary>Whether a critical finding of fairness is open: then what decides is looked at before anything new goes live.</summary>
/// <param name="despite">Why it is deployed though one is open, as when it mends just that; null for no.</param>
internal sealed class LiveFindings(Kubectl kubectl, string apiKey, string? despite)
{
    /// <param name="slot">That has the traffic; null for none.</param>
    public async Task<string> CheckAsync(string? slot, CancellationToken cancellationToken)
    {
        if (slot is null)
        {
            return "nothing has decided yet";
        }

        await using var forward = await kubectl.ForwardAsync(Slots.ServiceOf(slot), cancellationToken);
        using var client = forward.CreateClient(apiKey);
        try
        {
            using var answer = await client.GetAsync(new Uri("/v1/fairness/findings?state=open&limit=500", UriKind.Relative), cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                throw new DeploymentException($"the live slot does not tell its findings ({(int)answer.StatusCode}): the API key needs the scopes decide and read");
            }

            var critical = Kubectl.Parse(text).GetProperty("findings").EnumerateArray().Count(finding => finding.GetProperty("severity").GetString() == "critical");
            return Gate.Require(critical == 0 || despite is not null, $"{critical} critical findings are open{(critical > 0 && despite is not null ? $"; deployed despite them: {despite}" : "")}");
        }
        catch (HttpRequestException exception)
        {
            throw new DeploymentException($"the live slot does not answer: {exception.Message}");
        }
    }
}
