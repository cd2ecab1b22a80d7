using CreditAI.Cli.Running;

namespace CreditAI.Tests.Cli.Running;

public class TablePanelsTests
{
    private static readonly string[] Headers = ["group", "n", "approved of\nfavourable", "approved of\nunfavourable", "impact ratio\nto other", "four\nfifths"];

    private static readonly string[][] Rows =
    [
        ["African-American, of the whole country", "97", "55.1%\n(43.4%–66.2%)", "10.7%\n(3.7%–27.2%)", "0.57\n(0.45–0.72)", "broken"],
        ["other", "617", "79.0%\n(75.4%–82.2%)", "33.3%\n(22.7%–45.9%)", "1.00", "kept"],
    ];

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void Fit_AnyTerminal_ShowsEveryFigureWholeBesideItsRowsName(int width)
    {
        var panels = TablePanels.Fit(Headers, Rows, lastIsText: false, width).ToArray();

        Assert.Equal(Enumerable.Range(1, 5), panels.SelectMany(panel => panel.Skip(1)).Select(column => column.Index));
        foreach (var panel in panels)
        {
            Assert.Equal(0, panel[0].Index);
            Assert.True(panel[0].Width >= "African-American,".Length);
            Assert.True(panel.Sum(column => column.Width) + (3 * (panel.Count - 1)) + 4 <= width);
            Assert.All(panel.Skip(1), column => Assert.True(column.Width >= Rows.SelectMany(row => row[column.Index].Split('\n')).Max(line => line.Length)));
        }
    }

    [Fact]
    public void Fit_WideEnough_IsOneTableAsWideAsItsText()
    {
        var panel = Assert.Single(TablePanels.Fit(Headers, Rows, lastIsText: false, 200));

        Assert.Equal([(0, 38), (1, 3), (2, 13), (3, 13), (4, 12), (5, 6)], panel);
    }

    [Fact]
    public void Fit_LastColumnIsText_TakesWhatIsLeft()
    {
        string[][] rows = [["0", "545", "Slow, delinquent or insufficient consumer credit record: 5 to < 6 (35.5)"]];

        var panel = Assert.Single(TablePanels.Fit(["row", "points", "reasons"], rows, lastIsText: true, 60));

        Assert.Equal(60 - 4 - 6 - 3 - 6, panel[^1].Width);
    }
}
