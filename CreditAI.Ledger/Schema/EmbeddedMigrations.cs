namespace CreditAI.Ledger.Schema;

/// <summary>The scripts of the Migrations folder, in the order of their numbers.</summary>
internal static class EmbeddedMigrations
{
    public static IReadOnlyList<Migration> All { get; } = Read();

    private static Migration[] Read()
    {
        var assembly = typeof(EmbeddedMigrations).Assembly;
        const string Prefix = "CreditAI.Ledger.Migrations.";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return Migration.Create(name[Prefix.Length..], reader.ReadToEnd());
            })
            .OrderBy(migration => migration.Number)];
    }
}
