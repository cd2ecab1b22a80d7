namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// The law of resource names: they become host names, DCP object names and environment variables,
/// so they are 1 to 64 ASCII letters, digits and single hyphens, start with a letter and do not end with a hyphen.
/// </summary>
internal static class ResourceName
{
    private const int MaxLength = 64;

    public static void Validate(string name)
    {
        if (Fault(name) is { } fault)
        {
            throw new DistributedApplicationException($"Resource name '{name}' is invalid: {fault}.");
        }
    }

    private static string? Fault(string name) => name switch
    {
        { Length: 0 or > MaxLength } => "it must be between 1 and 64 characters long",
        _ when !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') => "it may hold only ASCII letters, digits and hyphens",
        _ when !char.IsAsciiLetter(name[0]) => "it must start with an ASCII letter",
        _ when name.EndsWith('-') => "it must not end with a hyphen",
        _ when name.Contains("--", StringComparison.Ordinal) => "it must not hold two hyphens in a row",
        _ => null,
    };
}
