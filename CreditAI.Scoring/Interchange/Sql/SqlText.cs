using System.Globalization;
using System.Text;

namespace CreditAI.Scoring.Interchange.Sql;

/// <summary>Names and values as a dialect writes them, so that no name or level can end its quotes.</summary>
internal sealed class SqlText(SqlDialect dialect)
{
    // PostgreSQL cuts longer names off with a notice (NAMEDATALEN), and the column would be another one.
    private const int LongestPostgresName = 63;

    public bool IsPostgres => dialect == SqlDialect.Postgres;

    /// <summary>Shortest form that reads back as the same number.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Double(double value) => $"CAST({Number(value)} AS double precision)";

    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A name whose points separate schema and table.</summary>
    /// <exception cref="InexpressibleException">A part is empty or cannot be a name.</exception>
    public string Path(string path)
    {
        var parts = path.Split('.');
        foreach (var part in parts)
        {
            if ((part.Length == 0 ? "has an empty part" : Fault(part) ?? NameFault(part)) is { } fault)
            {
                throw new InexpressibleException($"'{path}' cannot name a table: it {fault}");
            }
        }

        return string.Join('.', parts.Select(Name));
    }

    /// <summary>What keeps a name from being a column's, or null.</summary>
    public string? NameFault(string name) => IsPostgres && Encoding.UTF8.GetByteCount(name) > LongestPostgresName
        ? $"is longer than the {LongestPostgresName} bytes of a name in PostgreSQL"
        : null;

    /// <summary>What keeps a text out of SQL, or null.</summary>
    public static string? Fault(string text) => text.Contains('\0', StringComparison.Ordinal) ? "holds the character U+0000" : null;

    /// <summary>In PostgreSQL a backslash is written so that it reads the same whatever standard_conforming_strings says.</summary>
    public string Literal(string text)
    {
        var quoted = $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
        return IsPostgres && text.Contains('\\', StringComparison.Ordinal) ? $"E{quoted.Replace("\\", "\\\\", StringComparison.Ordinal)}" : quoted;
    }

    public string Literals(IEnumerable<string> texts) => string.Join(", ", texts.Select(Literal));
}
