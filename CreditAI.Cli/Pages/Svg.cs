using System.Globalization;
using System.Net;
using System.Text;

namespace CreditAI.Cli.Pages;

/// <summary>A drawing. Colours come from the page's classes, so that it follows light, dark and print.</summary>
internal sealed class Svg(double width, double height, string description)
{
    private readonly StringBuilder _body = new();

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    public void Line(double x1, double y1, double x2, double y2, string style) =>
        Add($"<line x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\" class=\"{style}\"/>");

    public void Circle(double x, double y, double radius, string style, string? hint = null) =>
        Add($"<circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"{radius:0.##}\" class=\"{style}\">{Hint(hint)}</circle>");

    public void Rectangle(double x, double y, double wide, double high, string style) =>
        Add($"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{wide:0.##}\" height=\"{high:0.##}\" class=\"{style}\"/>");

    public void Path(IEnumerable<(double X, double Y)> points, string style) =>
        Add($"<polyline points=\"{string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.##},{point.Y:0.##}")))}\" class=\"{style}\"/>");

    /// <param name="anchor">start, middle or end.</param>
    public void Text(double x, double y, string text, string style = "label", string anchor = "start") =>
        Add($"<text x=\"{x:0.##}\" y=\"{y:0.##}\" class=\"{style}\" text-anchor=\"{anchor}\">{Escape(text)}</text>");

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"<svg viewBox=\"0 0 {width:0.##} {height:0.##}\" style=\"max-width:{width:0.##}px\" role=\"img\" aria-label=\"{Escape(description)}\">{_body}</svg>");

    private static string Hint(string? text) => text is null ? "" : $"<title>{Escape(text)}</title>";

    private void Add(FormattableString element) => _body.Append(element.ToString(CultureInfo.InvariantCulture));
}
