namespace CreditAI.Ledger.Access;

/// <summary>Scopes as they are written.</summary>
public static class ScopeText
{
    private static readonly (Scope Scope, string Name)[] Each =
        [.. Enum.GetValues<Scope>().Where(scope => scope != Scope.None).Select(scope => (scope, scope.ToString().ToLowerInvariant()))];

    /// <summary>The names, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Each.Select(each => each.Name)];

    /// <summary>The names of the scopes in a set.</summary>
    public static string[] ToNames(this Scope scopes) => [.. Each.Where(each => scopes.HasFlag(each.Scope)).Select(each => each.Name)];

    /// <returns>The scope of that name, or <see cref="Scope.None"/> when there is none.</returns>
    public static Scope Parse(string name) => Each.FirstOrDefault(each => each.Name == name).Scope;

    /// <summary>Whether a caller with these scopes may do what any one of <paramref name="required"/> allows.</summary>
    public static bool Allows(this Scope scopes, Scope required) => (scopes & (required | Scope.Admin)) != 0;
}
