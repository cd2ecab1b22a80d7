using System.Text;
using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Data;

/// <summary>The outcome. A row without one cannot be learned from or judged, so it is a fault and not left out.</summary>
internal sealed class LabelReader(Label label, IReadOnlyList<string> missing) : ColumnReader(label.Name, missing)
{
    private readonly byte[] _good = Encoding.UTF8.GetBytes(label.Favourable);
    private readonly CellText _texts = new();
    private readonly List<bool> _favourable = [];
    private string? _unfavourable = label.Unfavourable;

    public override void Take(ReadOnlySpan<byte> cell, long line, FaultList faults)
    {
        var favourable = cell.SequenceEqual(_good);
        _favourable.Add(favourable);
        if (favourable)
        {
            return;
        }

        if (IsMissing(cell))
        {
            faults.Add(line, Name, "the outcome is missing; remove the row or give it one");
            return;
        }

        var value = _texts.Of(cell, line, Name, faults);
        _unfavourable ??= value;
        if (value != _unfavourable)
        {
            faults.Add(line, Name, $"'{CellText.Shown(cell)}' is neither the favourable value '{label.Favourable}' nor the unfavourable '{_unfavourable}'");
        }
    }

    public bool[] Build() => [.. _favourable];
}
