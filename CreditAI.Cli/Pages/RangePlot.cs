using System.Globalization;

namespace CreditAI.Cli.Pages;

/// <summary>Values with their intervals, a row each, over one axis with reference lines.</summary>
internal sealed record RangePlot(string Description, double From, double To, double Step, string Format)
{
    private const double Width = 760;
    private const double Left = 190;
    private const double Right = 170;
    private const double RowHeight = 26;
    private const double Top = 24;
    private const double Foot = 26;

    /// <summary>Lines to read the rows against, with their names and where the name stands: start, middle or end at the line.</summary>
    public IReadOnlyList<(double Value, string Name, string Style, string Anchor)> References { get; init; } = [];

    public string Draw(IReadOnlyList<RangeRow> rows)
    {
        var height = Top + (rows.Count * RowHeight) + Foot;
        var svg = new Svg(Width, height, Description);
        var bottom = height - Foot;
        for (var tick = From; tick <= To + (Step / 2); tick += Step)
        {
            svg.Line(X(tick), Top, X(tick), bottom, "grid");
            svg.Text(X(tick), bottom + 16, Number(tick), "tick", "middle");
        }

        foreach (var (value, name, style, anchor) in References)
        {
            svg.Line(X(value), Top - 4, X(value), bottom, style);
            svg.Text(X(value), Top - 9, name, "tick", anchor);
        }

        foreach (var (index, row) in rows.Index())
        {
            DrawRow(svg, Top + ((index + 0.5) * RowHeight), row);
        }

        return svg.ToString();
    }

    private void DrawRow(Svg svg, double y, RangeRow row)
    {
        svg.Text(Left - 12, y + 4, Short(row.Name), "label", "end");
        if (row.Measure.Value is not { } value)
        {
            svg.Text(Left + 8, y + 4, $"undefined: {row.Measure.Undefined}", "tick");
            svg.Text(Width - Right + 12, y + 4, row.Note, "tick");
            return;
        }

        var hint = $"{row.Name}: {Number(value)}";
        if (row.Measure.Interval is { } interval)
        {
            svg.Line(X(interval.Low), y, X(interval.High), y, row.Faint ? "range faint" : "range");
            hint += $" ({Number(interval.Low)} to {Number(interval.High)})";
        }

        svg.Circle(X(value), y, 5, row.Faint ? "dot faint" : "dot", hint);
        svg.Text(Width - Right + 12, y + 4, $"{Number(value)}  {row.Note}", "tick");
    }

    private double X(double value) => Left + ((Math.Clamp(value, From, To) - From) / (To - From) * (Width - Left - Right));

    private string Number(double value) => value.ToString(Format, CultureInfo.InvariantCulture);

    private static string Short(string name) => name.Length <= 26 ? name : name[..25] + "…";
}
