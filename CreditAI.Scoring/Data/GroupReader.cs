using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Data;

/// <summary>A protected attribute: values become groups by the schema's map or bands.</summary>
internal sealed class GroupReader(ProtectedAttribute attribute, IReadOnlyList<string> missing) : ColumnReader(attribute.Name, missing)
{
    // A measure of so many groups would be noise, and every command that takes them by pairs would not end.
    private const int MostGroups = 1_000;

    private readonly CellText _texts = new();
    private readonly List<string> _groups = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public override void Take(ReadOnlySpan<byte> cell, long line, FaultList faults)
    {
        var group = GroupOf(cell, line, faults);
        if (_known.Add(group) && _known.Count > MostGroups)
        {
            faults.Add(line, Name, $"more than {MostGroups} groups: it looks like an identifier or a number; give the attribute groups or bands in the schema");
            faults.ThrowIfAny();
        }

        _groups.Add(group);
    }

    public GroupColumn Build()
    {
        string[] names = [.. _known.Order(StringComparer.Ordinal)];
        var codes = names.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index, StringComparer.Ordinal);
        return new GroupColumn(attribute, [.. _groups.Select(group => codes[group])], names);
    }

    private string GroupOf(ReadOnlySpan<byte> cell, long line, FaultList faults)
    {
        if (IsMissing(cell))
        {
            return ProtectedAttribute.MissingGroup;
        }

        if (attribute.Bands.Count > 0)
        {
            return TryNumber(cell, line, faults, out var number) ? attribute.BandOf(number) : ProtectedAttribute.MissingGroup;
        }

        var value = _texts.Of(cell, line, Name, faults);
        return attribute.Groups.GetValueOrDefault(value, value);
    }
}
