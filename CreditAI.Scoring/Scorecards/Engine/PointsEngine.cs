namespace CreditAI.Scoring.Scorecards.Engine;

/// <summary>
/// A scorecard's tables laid out for many rows. Works tile by tile, feature by feature: a tile's points and four features' tables stay in the
/// first-level cache while bins stream by. Each row's sum is base, then terms in slot order, then pairs: the order of
/// <see cref="Scorecard.Score(ReadOnlySpan{ushort})"/>, so the bits are the same. Sums of whole numbers would be free of order, but trained
/// tables are no multiples of anything, and rounding them would change artifacts' scores.
/// </summary>
internal sealed class PointsEngine
{
    /// <summary>Rows of a tile: 8 KiB of points.</summary>
    public const int Tile = 1024;

    private readonly double _basePoints;
    private readonly double[][] _tables;
    private readonly PairTable[] _pairs;
    private readonly int[] _binCounts;

    public PointsEngine(Scorecard scorecard)
    {
        _basePoints = scorecard.BasePoints;
        _binCounts = [.. scorecard.Terms.Select(term => term.Bins.Count)];
        _tables = [.. scorecard.Terms.Select(TableOf)];
        _pairs = [.. scorecard.Pairs.Select(pair => new PairTable(pair))];
    }

    public int[] BinCounts => _binCounts;

    /// <param name="rows">Rows of this scorecard's bins.</param>
    /// <param name="from">The first row.</param>
    /// <param name="points">Receives the points of as many rows as it is long.</param>
    /// <param name="instructions">No more than the processor has.</param>
    public void Score(EncodedRows rows, int from, Span<double> points, InstructionSet instructions)
    {
        for (var start = 0; start < points.Length; start += Tile)
        {
            ScoreTile(rows, from + start, points[start..Math.Min(start + Tile, points.Length)], instructions);
        }
    }

    private void ScoreTile(EncodedRows rows, int from, Span<double> points, InstructionSet instructions)
    {
        points.Fill(_basePoints);
        for (var slot = 0; slot < _tables.Length;)
        {
            slot += AddFrom(slot, rows, from, points, instructions);
        }

        foreach (var pair in _pairs)
        {
            AddPair(pair, rows, from, points, instructions);
        }
    }

    /// <returns>How many slots were added: four of one width together, else one.</returns>
    private int AddFrom(int slot, EncodedRows rows, int from, Span<double> points, InstructionSet instructions)
    {
        if (instructions == InstructionSet.Avx512 && _binCounts[slot] <= TableLookups.PermuteEntries)
        {
            TableLookups.AddAvx512(points, rows.Bins<byte>(slot, from, points.Length), _tables[slot]);
            return 1;
        }

        var narrow = rows.IsNarrow(slot);
        var four = slot + 4 <= _tables.Length
            && rows.IsNarrow(slot + 1) == narrow
            && rows.IsNarrow(slot + 2) == narrow
            && rows.IsNarrow(slot + 3) == narrow;
        switch (narrow, four)
        {
            case (true, true):
                AddFour<byte>(slot, rows, from, points, instructions);
                break;
            case (true, false):
                AddOne<byte>(slot, rows, from, points, instructions);
                break;
            case (false, true):
                AddFour<ushort>(slot, rows, from, points, instructions);
                break;
            default:
                AddOne<ushort>(slot, rows, from, points, instructions);
                break;
        }

        return four ? 4 : 1;
    }

    private void AddOne<T>(int slot, EncodedRows rows, int from, Span<double> points, InstructionSet instructions)
        where T : unmanaged
    {
        var bins = rows.Bins<T>(slot, from, points.Length);
        if (instructions == InstructionSet.Portable)
        {
            TableLookups.Add<T>(points, bins, _tables[slot]);
        }
        else
        {
            TableLookups.AddAvx2<T>(points, bins, _tables[slot]);
        }
    }

    private void AddFour<T>(int slot, EncodedRows rows, int from, Span<double> points, InstructionSet instructions)
        where T : unmanaged
    {
        var bins = new Four<T>(
            rows.Bins<T>(slot, from, points.Length),
            rows.Bins<T>(slot + 1, from, points.Length),
            rows.Bins<T>(slot + 2, from, points.Length),
            rows.Bins<T>(slot + 3, from, points.Length));
        var tables = _tables.AsSpan(slot, 4);
        if (instructions == InstructionSet.Portable)
        {
            TableLookups.Add(points, bins, tables);
        }
        else
        {
            TableLookups.AddAvx2(points, bins, tables);
        }
    }

    private static void AddPair(PairTable pair, EncodedRows rows, int from, Span<double> points, InstructionSet instructions)
    {
        switch (rows.IsNarrow(pair.First), rows.IsNarrow(pair.Second))
        {
            case (true, true):
                AddPair<byte, byte>(pair, rows, from, points, instructions);
                break;
            case (true, false):
                AddPair<byte, ushort>(pair, rows, from, points, instructions);
                break;
            case (false, true):
                AddPair<ushort, byte>(pair, rows, from, points, instructions);
                break;
            default:
                AddPair<ushort, ushort>(pair, rows, from, points, instructions);
                break;
        }
    }

    private static void AddPair<TFirst, TSecond>(PairTable pair, EncodedRows rows, int from, Span<double> points, InstructionSet instructions)
        where TFirst : unmanaged
        where TSecond : unmanaged
    {
        var first = rows.Bins<TFirst>(pair.First, from, points.Length);
        var second = rows.Bins<TSecond>(pair.Second, from, points.Length);
        if (instructions == InstructionSet.Portable)
        {
            TableLookups.AddPair<TFirst, TSecond>(points, first, second, pair);
        }
        else
        {
            TableLookups.AddPairAvx2<TFirst, TSecond>(points, first, second, pair);
        }
    }

    // A table that is shorter than a permute reads is filled up; no bin points there.
    private static double[] TableOf(FeatureTerm term)
    {
        var table = new double[Math.Max(term.Bins.Count, TableLookups.PermuteEntries)];
        term.Points.CopyTo(table);
        return table;
    }
}
