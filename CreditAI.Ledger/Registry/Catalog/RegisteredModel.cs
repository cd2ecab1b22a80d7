namespace CreditAI.Ledger.Registry.Catalog;

/// <summary>A model by its name: what its versions have in common.</summary>
/// <param name="Description">Empty where none was given.</param>
/// <param name="UpdatedAt">When it, or a version of it, was last changed or published.</param>
/// <param name="Tags">In ordinal order.</param>
public sealed record RegisteredModel(
    string Name, string Description, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, IReadOnlyDictionary<string, string> Tags);
