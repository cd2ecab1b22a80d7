using System.Text;

namespace CreditAI.Cli.Pages;

/// <summary>A table; the first column is text, and cells made by <see cref="Cell"/> keep their style.</summary>
internal static class Table
{
    public static string Draw(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows)
    {
        var html = new StringBuilder("<div class=\"wide\"><table><thead><tr>");
        foreach (var header in headers)
        {
            html.Append("<th>").Append(Svg.Escape(header)).Append("</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            html.Append("<tr>");
            foreach (var cell in row)
            {
                html.Append(cell.StartsWith("<td", StringComparison.Ordinal) ? cell : $"<td>{Svg.Escape(cell)}</td>");
            }

            html.Append("</tr>");
        }

        return html.Append("</tbody></table></div>").ToString();
    }

    /// <summary>A cell in a style of the page.</summary>
    public static string Cell(string text, string style) => $"<td class=\"{style}\">{Svg.Escape(text)}</td>";
}
