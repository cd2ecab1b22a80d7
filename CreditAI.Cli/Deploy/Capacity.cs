using System.Globalization;
using System.Text.Json;

namespace CreditAI.Cli.Deploy;

/// <summary>Whether the namespace's quota has room for another slot.</summary>
internal static class Capacity
{
    /// <param name="quota">Null for none: then nodes decide.</param>
    /// <param name="deployment">Of the slot, as it will be.</param>
    /// <param name="pods">That it will have.</param>
    /// <param name="already">That it has now.</param>
    public static (bool Passed, string Detail) Check(JsonElement? quota, JsonElement deployment, int pods, int already)
    {
        if (quota is not { } found || !found.TryGetProperty("status", out var status) || !status.TryGetProperty("used", out var used))
        {
            return (true, "no quota");
        }

        var requests = deployment.GetProperty("spec").GetProperty("template").GetProperty("spec").GetProperty("containers").EnumerateArray()
            .Select(container => container.GetProperty("resources").GetProperty("requests")).ToList();
        var (passed, told) = (true, new List<string>());
        foreach (var (name, each) in new[] { ("requests.cpu", requests.Sum(request => Amount(request, "cpu"))), ("requests.memory", requests.Sum(request => Amount(request, "memory"))), ("pods", 1m) })
        {
            if (status.GetProperty("hard").TryGetProperty(name, out var hard))
            {
                var (most, taken) = (Quantity(hard.GetString()!), used.TryGetProperty(name, out var now) ? Quantity(now.GetString()!) : 0);
                var more = each * Math.Max(0, pods - already);
                passed &= taken + more <= most;
                told.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {Text(taken)} + {Text(more)} of {Text(most)}"));
            }
        }

        return (passed, string.Join(", ", told));
    }

    private static decimal Amount(JsonElement requests, string resource) => requests.TryGetProperty(resource, out var amount) ? Quantity(amount.GetString()!) : 0;

    private static string Text(decimal amount) => amount >= 1 << 20 ? string.Create(CultureInfo.InvariantCulture, $"{amount / (1 << 30):0.#}Gi") : amount.ToString("0.###", CultureInfo.InvariantCulture);

    // Kubernetes' quantities: a number with a decimal or binary suffix.
    private static decimal Quantity(string text)
    {
        var digits = text.TrimEnd("mkKMGTPEi".ToCharArray());
        var number = decimal.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        return number * text[digits.Length..] switch
        {
            "" => 1m,
            "m" => 0.001m,
            "k" => 1e3m,
            "M" => 1e6m,
            "G" => 1e9m,
            "T" => 1e12m,
            "Ki" => 1m * (1L << 10),
            "Mi" => 1m * (1L << 20),
            "Gi" => 1m * (1L << 30),
            "Ti" => 1m * (1L << 40),
            var suffix => throw new DeploymentException($"the quota's '{text}' has the unknown suffix '{suffix}'"),
        };
    }
}
