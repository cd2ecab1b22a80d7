using System.CommandLine;

namespace CreditAI.Cli.Models;

/// <summary>Who moves an alias, and why.</summary>
internal static class PromotionOptions
{
    public static Option<string?> By(bool required) => new("--by")
    {
        Description = required ? "Who promotes." : "Who publishes; without it, the user who is logged in.",
        Required = required,
    };

    public static Option<string?> Reason(bool required) => new("--reason") { Description = "Why, for the history.", Required = required };

    public static Option<string?> Override() => new("--override")
    {
        Description = "Why it is to be champion without what the policy asks for; recorded.",
        HelpName = "WHY",
    };
}
