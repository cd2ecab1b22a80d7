using CreditAI.Scoring.Data;

namespace CreditAI.Tests.Scoring.Data;

public sealed class RowSplitTests
{
    private static readonly string[] Dates = ["2024-01-01", "2024-06-30", "2025-01-01", "2025-02-01"];

    [Theory]
    [InlineData("index%10<7", 70)]
    [InlineData(" index % 10 < 7 ", 70)]
    [InlineData("index<30", 30)]
    [InlineData("index%2=0", 50)]
    [InlineData("index>=95", 5)]
    [InlineData("0.7", 70)]
    [InlineData("column:n<20", 20)]
    [InlineData("column:date<2025-01-01", 50)]
    [InlineData("column:date!=2025-02-01", 75)]
    public void Split_PicksTheTrainingRows(string expression, int train)
    {
        var rows = Split(expression, 1);

        Assert.Equal((train, 100 - train), (rows.Train.Length, rows.Test.Length));
        Assert.Equal(Enumerable.Range(0, 100), rows.Train.Concat(rows.Test).Order());
    }

    [Fact]
    public void Split_ByIndex_IsZeroBased()
    {
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 10, 11], Split("index%10<7", 1).Train[..9]);
    }

    [Fact]
    public void Split_ByShare_FollowsTheSeed()
    {
        Assert.Equal(Split("0.5", 1).Train, Split("0.5", 1).Train);
        Assert.NotEqual(Split("0.5", 1).Train, Split("0.5", 2).Train);
    }

    [Theory]
    [InlineData("")]
    [InlineData("index%0<7")]
    [InlineData("1.5")]
    [InlineData("rows<7")]
    [InlineData("column:date")]
    [InlineData("index%99999999999999999999<7")]
    public void Parse_Nonsense_ShowsTheForms(string expression)
    {
        Assert.Throws<FormatException>(() => RowSplit.Parse(expression));
    }

    [Fact]
    public void Split_ThatLeavesASideEmpty_IsRefused()
    {
        Assert.Contains("no rows for testing", Assert.Throws<DatasetException>(() => Split("index<500", 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Split_ByTextThatHasNoOrder_IsRefused()
    {
        Assert.Contains("cannot be compared", Assert.Throws<DatasetException>(() => Split("column:date<soon", 1)).Message, StringComparison.Ordinal);
    }

    private static SplitRows Split(string expression, int seed)
    {
        var split = RowSplit.Parse(expression);
        var rows = Enumerable.Range(0, 100).Select(row => $"yes,0.5,R,1,1,30,{row},{Dates[row % 4]}\n");
        var text = "repaid,debt_ratio,housing,inquiries,sex,age,n,date\n" + string.Concat(rows);
        var options = new CsvOptions { Extra = split.Column is { } column ? [column] : [] };
        return split.Split(CsvDataset.Load(new StringReader(text), "f.csv", Cards.Schema, options), "f.csv", seed);
    }
}
