using CreditAI.Scoring.Data;

namespace CreditAI.Scoring.Scorecards.Engine;

/// <summary>Looks a level's text up once, not once per row.</summary>
internal sealed class CategoricalEncoder(CategoricalBinning binning, CategoricalColumn column) : ColumnEncoder
{
    // One place before the levels for the code of a missing one, -1.
    private readonly ushort[] _byCode = [Binning.Missing, .. column.Levels.Select(level => binning.BinOf(level))];

    public override void Encode(int from, Span<byte> bins, InstructionSet instructions)
    {
        var codes = column.Codes.Slice(from, bins.Length);
        for (var row = 0; row < codes.Length; row++)
        {
            bins[row] = (byte)_byCode[codes[row] - CategoricalColumn.MissingCode];
        }
    }

    public override void Encode(int from, Span<ushort> bins, InstructionSet instructions)
    {
        var codes = column.Codes.Slice(from, bins.Length);
        for (var row = 0; row < codes.Length; row++)
        {
            bins[row] = _byCode[codes[row] - CategoricalColumn.MissingCode];
        }
    }
}
