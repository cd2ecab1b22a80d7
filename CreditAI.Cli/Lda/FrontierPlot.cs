using System.Globalization;
using CreditAI.Cli.Pages;
using CreditAI.Scoring.Alternatives;

namespace CreditAI.Cli.Lda;

/// <summary>Every alternative by accuracy and fairness, the frontier as a line, baseline and choice with their bands.</summary>
internal static class FrontierPlot
{
    private const double Width = 760, Height = 420, Left = 64, Right = 20, Top = 20, Foot = 44;
    private const int Ticks = 5;

    public static string Draw(SearchResult result)
    {
        var options = result.Options;
        var svg = new Svg(Width, Height, $"{options.Fairness.DisplayName} against {options.Accuracy.DisplayName} of every scorecard tried");
        var points = result.Alternatives.Where(one => one.Accuracy.Value is not null && one.Fairness.Value is not null).ToList();
        if (points.Count == 0)
        {
            return "";
        }

        var x = Axis.Over(points.Select(one => one.Accuracy.Value!.Value), Left, Width - Right);
        var y = Axis.Over(points.Select(one => one.Fairness.Value!.Value), Height - Foot, Top);
        foreach (var index in Enumerable.Range(0, Ticks))
        {
            var (across, up) = (x.At(index / (Ticks - 1d)), y.At(index / (Ticks - 1d)));
            svg.Line(x.Place(across), Top, x.Place(across), Height - Foot, "grid");
            svg.Text(x.Place(across), Height - Foot + 16, Number(across), "tick", "middle");
            svg.Line(Left, y.Place(up), Width - Right, y.Place(up), "grid");
            svg.Text(Left - 8, y.Place(up) + 4, Number(up), "tick", "end");
        }

        svg.Text((Left + Width - Right) / 2, Height - 8, $"{options.Accuracy.DisplayName} →", "tick", "middle");
        svg.Text(Left, Top - 8, $"{options.Fairness.DisplayName} ↑", "tick");
        svg.Path(points.Where(one => one.OnFrontier).OrderBy(one => one.Accuracy.Value).Select(one => Place(one)), "curve c0");
        foreach (var one in points)
        {
            var (across, up) = Place(one);
            var marked = one.Spec.IsBaseline || one.Spec.Index == result.Chosen;
            svg.Circle(
                across, up, marked ? 6 : 3.5, one.OnFrontier || marked ? "dot" : "dot faint",
                $"{one.Spec.Describe()}: {options.Accuracy.Name} {Number(one.Accuracy.Value!.Value)}, {options.Fairness.Name} {Number(one.Fairness.Value!.Value)}");
            if (marked)
            {
                svg.Text(across - 10, up - 9, one.Spec.Index == result.Chosen ? "chosen" : "baseline", "label", "end");
            }
        }

        return svg.ToString();

        (double X, double Y) Place(Alternative one) => (x.Place(one.Accuracy.Value!.Value), y.Place(one.Fairness.Value!.Value));
    }

    private static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private readonly record struct Axis(double Low, double High, double From, double To)
    {
        // A single point, or a row of equal ones, still gets an axis around it.
        public static Axis Over(IEnumerable<double> values, double from, double to)
        {
            var (low, high) = (values.Min(), values.Max());
            var margin = Math.Max(1e-3, (high - low) * 0.06);
            return new Axis(low - margin, high + margin, from, to);
        }

        public double At(double share) => Low + (share * (High - Low));

        public double Place(double value) => From + ((value - Low) / (High - Low) * (To - From));
    }
}
