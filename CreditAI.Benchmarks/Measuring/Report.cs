using System.Globalization;
using Spectre.Console;

namespace CreditAI.Benchmarks.Measuring;

/// <summary>The table of what was measured.</summary>
internal static class Report
{
    public static void Write(IReadOnlyList<Figure> figures)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in (string[])["", "measured", "target", "met", "beside it, in the same run", "ratio"])
        {
            table.AddColumn(new TableColumn(new Text(column)).NoWrap());
        }

        foreach (var figure in figures)
        {
            table.AddRow(
                new Text(figure.Name),
                new Text(figure.Measured),
                new Text(figure.Target),
                new Text(figure.Met switch { true => "yes", false => "NO", null => "" }),
                new Text(figure.Peer),
                new Text(figure.Ratio is { } ratio ? ratio.ToString(ratio < 1 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " x" : ""));
        }

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 180);
        AnsiConsole.Write(table);
    }
}
