namespace CreditAI.Ledger.Registry.Catalog;

/// <summary>What people wrote on a model version. It changes nothing of what the version does.</summary>
/// <param name="Description">Empty where none was given.</param>
public sealed record VersionNotes(string Description, IReadOnlyDictionary<string, string> Tags)
{
    public static VersionNotes None { get; } = new("", new Dictionary<string, string>());
}
