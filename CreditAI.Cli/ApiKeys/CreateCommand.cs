using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CreditAI.Cli.Models;
using CreditAI.Cli.Running;
using CreditAI.Ledger.Access;

namespace CreditAI.Cli.ApiKeys;

/// <summary><c>creditai api-keys create</c>.</summary>
internal static class CreateCommand
{
    public static void AddCreateCommand(this Command keys)
    {
        var name = new Option<string>("--name") { Description = "Whose key it is, or what for.", Required = true };
        var scopes = new Option<string[]>("--scope")
        {
            Description = $"What it may do: {string.Join(", ", ScopeText.All)}; may be given more than once. admin is everything.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        scopes.AcceptOnlyFromAmong([.. ScopeText.All]);
        var expires = new Option<DateTimeOffset?>("--expires")
        {
            Description = "Not valid from then on, UTC; without it, valid until revoked.",
            HelpName = "2027-01-31",
            CustomParser = ParseInstant,
        };
        var rate = new Option<int?>("--rate") { Description = "Requests per minute; without it, what the service is configured to give.", HelpName = "N" };
        var (by, format) = (By(), SharedOptions.Format());
        var command = new NotedCommand(
            "create",
            "Creates a key and prints it, this once: only its hash is kept.",
            """
              With --format text the key is all there is on standard output, so that it can be
              passed on to a secret store without being seen: creditai api-keys create … | …
            """)
        {
            name, scopes, expires, rate, by, format,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await RegistryConnection.OpenAsync(cancellationToken);
            var asked = new NewApiKey(
                parsed.GetRequiredValue(name), parsed.GetRequiredValue(scopes).Aggregate(Scope.None, (all, scope) => all | ScopeText.Parse(scope)),
                parsed.GetValue(expires), parsed.GetValue(rate), parsed.GetRequiredValue(by));
            ApiKeyOutput.WriteIssued(await connection.ApiKeys.CreateAsync(asked, cancellationToken), parsed.GetValue(format));
            return ExitCode.Done;
        });
        keys.Add(command);
    }

    public static Option<string> By() => new("--by") { Description = "Who does it, for the audit log.", Required = true };

    private static DateTimeOffset? ParseInstant(ArgumentResult result)
    {
        if (result.Tokens is [{ Value: var text }]
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant))
        {
            return instant;
        }

        result.AddError("--expires takes a day or a time, such as 2027-01-31 or 2027-01-31T12:00:00Z");
        return null;
    }
}
