using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Data;

/// <summary>A protected attribute: values become groups by the schema's map or bands.</summary>
internal sealed class GroupReader(ProtectedAttribute attribute, IReadOnlyList<string> missing) : ColumnReader(attribute.Name, missing)
{
    private readonly CellText _texts = new();
    private readonly List<string> _groups = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public override void Take(ReadOnlySpan<byte> cell, long line, FaultList faults)
    {
        var group = GroupOf(cell, line, faults);
        _known.Add(group);
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
