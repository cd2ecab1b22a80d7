using System.Net;
using System.Text;
using static CreditAI.Scoring.ModelCards.CardBlock;

namespace CreditAI.Scoring.ModelCards;

/// <summary>A card as one HTML page without scripts or anything from elsewhere.</summary>
internal static class CardHtml
{
    private const string Style =
        "body{font:15px/1.5 system-ui,sans-serif;color:#1c2530;max-width:70rem;margin:2rem auto;padding:0 1.5rem}"
        + "h1{font-size:1.7rem}h2{font-size:1.25rem;margin-top:2.2rem;border-bottom:1px solid #d5dbe3;padding-bottom:.2rem}h3{font-size:1rem;margin:1.4rem 0 .3rem}"
        + "div{overflow-x:auto}table{border-collapse:collapse;margin:.5rem 0 1rem;font-size:.9rem}"
        + "th,td{padding:.25rem .7rem;border-bottom:1px solid #e4e8ee;text-align:left;vertical-align:top;overflow-wrap:break-word}th{background:#f4f6f9}"
        + ".n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}pre{background:#f4f6f9;padding:.7rem;overflow-x:auto}"
        + "@media print{body{margin:0;max-width:none}table{break-inside:avoid}}";

    public static string Write(string title, IEnumerable<CardBlock> blocks)
    {
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<title>").Append(Encode(title)).Append("</title>\n<style>").Append(Style).Append("</style>\n</head>\n<body>\n");
        foreach (var block in blocks)
        {
            Write(html, block);
        }

        return html.Append("</body>\n</html>\n").ToString();
    }

    private static void Write(StringBuilder html, CardBlock block)
    {
        switch (block)
        {
            case Heading heading:
                html.Append("<h").Append(heading.Level).Append('>').Append(Encode(heading.Text)).Append("</h").Append(heading.Level).Append(">\n");
                break;
            case Paragraph paragraph:
                html.Append("<p>").Append(Encode(paragraph.Text)).Append("</p>\n");
                break;
            case Items items:
                html.Append("<ul>\n");
                foreach (var item in items.Texts)
                {
                    html.Append("<li>").Append(Encode(item)).Append("</li>\n");
                }

                html.Append("</ul>\n");
                break;
            case Command command:
                html.Append("<pre>").Append(Encode(command.Line)).Append("</pre>\n");
                break;
            case Table table:
                WriteTable(html, table);
                break;
        }
    }

    private static void WriteTable(StringBuilder html, Table table)
    {
        html.Append("<div><table>\n");
        if (table.Headers.Any(header => header.Length > 0))
        {
            WriteRow(html, "th", table.Headers, table.TextColumns);
        }

        foreach (var row in table.Rows)
        {
            WriteRow(html, "td", row, table.TextColumns);
        }

        html.Append("</table></div>\n");
    }

    private static void WriteRow(StringBuilder html, string tag, IReadOnlyList<string> cells, int textColumns)
    {
        html.Append("<tr>");
        for (var column = 0; column < cells.Count; column++)
        {
            html.Append('<').Append(tag).Append(column < textColumns ? ">" : " class=\"n\">").Append(Encode(cells[column])).Append("</").Append(tag).Append('>');
        }

        html.Append("</tr>\n");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
