using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Data;

/// <summary>A categorical feature.</summary>
internal sealed class LevelReader(Feature feature, IReadOnlyList<string> missing) : ColumnReader(feature.Name, missing)
{
    // More levels than this is an identifier or a number taken for a category; a table of it would be noise.
    private const int MostLevels = 10_000;

    private readonly List<int> _codes = [];
    private readonly CellText _texts = new();
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private long _missing;

    public override void Take(ReadOnlySpan<byte> cell, long line, FaultList faults)
    {
        if (IsMissing(cell))
        {
            _missing++;
            _codes.Add(CategoricalColumn.MissingCode);
            return;
        }

        var level = _texts.Of(cell, line, Name, faults);
        if (!_index.TryGetValue(level, out var code))
        {
            code = _index.Count;
            if (code == MostLevels)
            {
                faults.Add(line, Name, $"more than {MostLevels} levels: it looks like an identifier or a number; leave it out or make it numeric");
                faults.ThrowIfAny();
            }

            _index.Add(level, code);
        }

        _codes.Add(code);
    }

    public CategoricalColumn Build(List<string> remarks)
    {
        if (_missing > 0)
        {
            remarks.Add($"{Name}: {_missing} values missing");
        }

        return new CategoricalColumn(feature, [.. _codes], [.. _index.Keys]);
    }
}
