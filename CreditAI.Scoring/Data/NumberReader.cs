using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Data;

/// <summary>A numeric feature.</summary>
internal sealed class NumberReader(Feature feature, IReadOnlyList<string> missing) : ColumnReader(feature.Name, missing)
{
    private readonly List<double> _values = [];
    private long _missing;
    private long _outside;

    public override void Take(ReadOnlySpan<byte> cell, long line, FaultList faults)
    {
        var value = double.NaN;
        if (IsMissing(cell))
        {
            _missing++;
        }
        else if (TryNumber(cell, line, faults, out value) && !feature.Accepts(value))
        {
            _outside++;
        }

        _values.Add(value);
    }

    public NumericColumn Build(List<string> remarks)
    {
        if (_missing > 0)
        {
            remarks.Add($"{Name}: {_missing} values missing");
        }

        if (_outside > 0)
        {
            remarks.Add($"{Name}: {_outside} values outside the valid range");
        }

        return new NumericColumn(feature, [.. _values]);
    }
}
