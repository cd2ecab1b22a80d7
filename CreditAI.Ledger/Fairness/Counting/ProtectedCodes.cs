using System.Text.Json;
using CreditAI.Scoring.Monitoring.Tallies;
using CreditAI.Scoring.Schema;
using Npgsql;

namespace CreditAI.Ledger.Fairness.Counting;

/// <summary>The groups that a code of protected attributes stands for: everybody, each attribute's, and those of each two attributes together.</summary>
internal sealed class ProtectedCodes
{
    private static readonly (string Attribute, string Group)[] Everybody = [("", "")];

    private readonly Dictionary<int, (string Attribute, string Group)[]> _groups = new() { [0] = Everybody };

    public IReadOnlyList<(string Attribute, string Group)> this[int code] => _groups[code];

    /// <summary>Reads the codes that are not known yet; what a code stands for never changes.</summary>
    /// <exception cref="FormatException">A code stands for nothing.</exception>
    public async Task LearnAsync(NpgsqlConnection connection, IEnumerable<int> codes, CancellationToken cancellationToken)
    {
        int[] unknown = [.. codes.Where(code => !_groups.ContainsKey(code)).Distinct()];
        if (unknown.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand("SELECT code, attributes FROM ledger.protected_group WHERE code = ANY($1)", connection);
        command.Parameters.Add(new() { Value = unknown });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            _groups[reader.GetInt32(0)] = Groups(reader.GetString(1));
        }

        if (unknown.FirstOrDefault(code => !_groups.ContainsKey(code)) is > 0 and var lost)
        {
            throw new FormatException($"protected attributes have code {lost}, which stands for none");
        }
    }

    private static (string, string)[] Groups(string attributes)
    {
        using var json = JsonDocument.Parse(attributes);
        var said = json.RootElement.EnumerateObject().Select(member => (member.Name, Group: member.Value.GetString()!))
            .OrderBy(member => member.Name, StringComparer.Ordinal).ToArray();
        return
        [
            .. Everybody,
            .. said,
            .. from first in said.Index()
               from second in said.Skip(first.Index + 1)
               where first.Item.Group != ProtectedAttribute.MissingGroup && second.Group != ProtectedAttribute.MissingGroup
               select (first.Item.Name + TallyRow.And + second.Name, first.Item.Group + TallyRow.And + second.Group),
        ];
    }
}
