using CreditAI.Scoring.Data;

namespace CreditAI.Scoring.Scorecards.Engine;

internal sealed class NumericEncoder(EdgeSearch search, NumericColumn column) : ColumnEncoder
{
    public override void Encode(int from, Span<byte> bins, InstructionSet instructions) =>
        search.Encode(column.Values.Slice(from, bins.Length), bins, instructions);

    public override void Encode(int from, Span<ushort> bins, InstructionSet instructions) =>
        search.Encode(column.Values.Slice(from, bins.Length), bins, instructions);
}
