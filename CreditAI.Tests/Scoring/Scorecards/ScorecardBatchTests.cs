using CreditAI.Scoring.Data;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Scorecards.Engine;
using FsCheck;
using FsCheck.Fluent;

namespace CreditAI.Tests.Scoring.Scorecards;

public sealed class ScorecardBatchTests
{
    public static TheoryData<string> Instructions => [.. InstructionSets.Supported.Select(set => set.ToString())];

    [Theory]
    [MemberData(nameof(Instructions))]
    public void Points_OfAnyScorecardAndRows_AreThoseOfEachRowAloneToTheLastBit(string instructions)
    {
        var set = Enum.Parse<InstructionSet>(instructions);
        Prop.ForAll(DrawnScorecard.Any, drawn =>
        {
            var alone = Alone(drawn);
            var (fromBins, fromValues) = (new double[drawn.Rows], new double[drawn.Rows]);
            ScorecardBatch.Points(drawn.Card, drawn.Card.Encode(drawn.Columns), fromBins, set);
            ScorecardBatch.Points(drawn.Card, drawn.Columns, fromValues, set);
            return Same(alone, fromBins) && Same(alone, fromValues);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Encode_OfAnyRows_GivesEachRowsBinsAlone()
    {
        Prop.ForAll(DrawnScorecard.Any, drawn =>
        {
            var (rows, vector, bins) = (drawn.Card.Encode(drawn.Columns), drawn.Card.NewVector(), new ushort[drawn.Columns.Length]);
            return Enumerable.Range(0, drawn.Rows).All(row =>
            {
                drawn.Fill(vector, row);
                rows.CopyRow(row, bins);
                return vector.Bins.SequenceEqual(bins) && bins[^1] == rows.BinOf(row, bins.Length - 1);
            });
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Points_OfMoreRows_AllocateNoMore()
    {
        var (few, many) = (DrawnScorecard.Of(7, 2_000), DrawnScorecard.Of(7, 20_000));
        var (fewRows, manyRows) = (few.Card.Encode(few.Columns), many.Card.Encode(many.Columns));
        var (fewPoints, manyPoints) = (new double[few.Rows], new double[many.Rows]);
        many.Card.Points(manyRows, manyPoints);
        many.Card.Points(many.Columns, manyPoints);
        few.Card.Points(few.Columns, fewPoints);

        Assert.Equal(0, Allocated(() => few.Card.Points(fewRows, fewPoints)));
        Assert.Equal(0, Allocated(() => many.Card.Points(manyRows, manyPoints)));
        Assert.Equal(Allocated(() => few.Card.Points(few.Columns, fewPoints)), Allocated(() => many.Card.Points(many.Columns, manyPoints)));
    }

    [Fact]
    public void Score_OfNamedValues_AllocatesNothing()
    {
        var card = Cards.Small();
        var vector = card.NewVector();
        void Once()
        {
            vector.Clear();
            _ = card.TryFindSlot("debt_ratio"u8, out var debt) && card.TryFindSlot("housing", out _);
            vector.SetNumber(debt, 0.3);
            vector.SetLevel(1, "R");
            vector.SetMissing(2);
            _ = card.Score(vector);
        }

        Once();

        Assert.Equal(0, Allocated(Once));
    }

    [Fact]
    public void Points_OfRowsOfOtherBins_IsRefused()
    {
        var (card, other) = (Cards.Small(), DrawnScorecard.Of(1, 10));

        Assert.Throws<ArgumentException>(() => card.Points(other.Card.Encode(other.Columns)));
        Assert.Throws<ArgumentException>(() => other.Card.Points(other.Columns, new double[9]));
        Assert.Throws<ArgumentException>(() => card.Encode(other.Columns));
    }

    [Fact]
    public void Points_OfColumnsOfDifferentLengths_AreRefused()
    {
        var card = Cards.Small();
        FeatureColumn[] columns =
        [
            new NumericColumn(card.Terms[0].Feature, [0.1, 0.2]),
            new CategoricalColumn(card.Terms[1].Feature, [0, CategoricalColumn.MissingCode], ["O"]),
            new NumericColumn(card.Terms[2].Feature, [1]),
        ];

        Assert.Contains("same length", Assert.Throws<ArgumentException>(() => card.Points(columns, new double[2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_FeatureOfTheOtherKind_IsNamed()
    {
        var card = Cards.Small();
        Feature debt = card.Terms[0].Feature;

        var fault = Assert.Throws<ArgumentException>(() => ScorecardBatch.Encode(card.Terms[0].Binning, new CategoricalColumn(debt, [0], ["x"])));
        Assert.Contains("'debt_ratio'", fault.Message, StringComparison.Ordinal);
    }

    private static double[] Alone(DrawnScorecard drawn)
    {
        var (points, vector) = (new double[drawn.Rows], drawn.Card.NewVector());
        for (var row = 0; row < points.Length; row++)
        {
            drawn.Fill(vector, row);
            points[row] = drawn.Card.Score(vector).Points;
        }

        return points;
    }

    private static bool Same(double[] first, double[] second) =>
        first.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(second.Select(BitConverter.DoubleToInt64Bits));

    private static long Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
