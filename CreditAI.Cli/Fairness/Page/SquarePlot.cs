using System.Globalization;
using CreditAI.Cli.Pages;
using CreditAI.Scoring.Fairness.Quality;

namespace CreditAI.Cli.Fairness.Page;

/// <summary>Plots on the unit square: calibration of one group, and ROC curves of all.</summary>
internal static class SquarePlot
{
    private const double Side = 190;
    private const double Left = 36;
    private const double Top = 26;
    private const double Foot = 36;
    private const double LegendRow = 18;

    // Groups beyond these repeat a colour; the table beside the plot tells them apart.
    private const int Colours = 8;

    public static string Calibration(string group, Calibration calibration)
    {
        var svg = new Svg(Left + Side + 10, Top + Side + Foot, $"Calibration of {group}: observed share against mean score in ten bins");
        Frame(svg, group, "mean score", "observed");
        foreach (var bin in calibration.Bins)
        {
            if (bin.MeanScore.Value is not { } mean || bin.Observed.Value is not { } observed)
            {
                continue;
            }

            if (bin.Observed.Interval is { } interval)
            {
                svg.Line(X(mean), Y(interval.Low), X(mean), Y(interval.High), "range");
            }

            var share = (double)bin.Count / calibration.Observed.N;
            svg.Circle(X(mean), Y(observed), 2.5 + (5 * Math.Sqrt(share)), "dot", string.Create(CultureInfo.InvariantCulture, $"{bin.Count} rows: mean score {mean:0.000}, observed {observed:0.000}"));
        }

        return svg.ToString();
    }

    public static string Roc(IReadOnlyList<(string Group, IReadOnlyList<(double FalsePositiveRate, double TruePositiveRate)> Curve)> groups)
    {
        var drawn = groups.Where(group => group.Curve.Count > 0).ToList();
        var svg = new Svg(Left + Side + 200, Math.Max(Top + Side + Foot, Top + (drawn.Count * LegendRow) + Foot), "ROC curves by group");
        Frame(svg, "ROC by group", "of unfavourable", "of favourable");
        foreach (var (index, (group, curve)) in drawn.Index())
        {
            var colour = $"c{index % Colours}";
            svg.Path(curve.Select(point => (X(point.FalsePositiveRate), Y(point.TruePositiveRate))), $"curve {colour}");
            var y = Top + 10 + (index * LegendRow);
            svg.Line(Left + Side + 18, y - 4, Left + Side + 36, y - 4, $"curve {colour}");
            svg.Text(Left + Side + 42, y, group);
        }

        return svg.ToString();
    }

    private static void Frame(Svg svg, string title, string x, string y)
    {
        svg.Text(Left, Top - 10, title.Length <= 28 ? title : title[..27] + "…", "label");
        svg.Rectangle(Left, Top, Side, Side, "frame");
        foreach (var tick in (double[])[0, 0.5, 1])
        {
            svg.Text(X(tick), Top + Side + 14, tick.ToString("0.#", CultureInfo.InvariantCulture), "tick", "middle");
            svg.Text(Left - 6, Y(tick) + 4, tick.ToString("0.#", CultureInfo.InvariantCulture), "tick", "end");
        }

        svg.Line(X(0), Y(0), X(1), Y(1), "even");
        svg.Text(X(0.5), Top + Side + 28, $"{x} → {y} ↑", "tick", "middle");
    }

    private static double X(double value) => Left + (value * Side);

    private static double Y(double value) => Top + ((1 - value) * Side);
}
