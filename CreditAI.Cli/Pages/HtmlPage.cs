using System.Text;

namespace CreditAI.Cli.Pages;

/// <summary>One page that needs nothing else: no scripts, no fonts, no pictures from elsewhere.</summary>
internal static class HtmlPage
{
    /// <param name="title">Plain text.</param>
    /// <param name="parts">HTML, in order.</param>
    public static byte[] Render(string title, IEnumerable<string> parts)
    {
        var html = new StringBuilder();
        html.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
        html.Append("<title>").Append(Svg.Escape(title)).Append("</title><style>").Append(PageStyle.Css).Append("</style></head><body>\n");
        foreach (var part in parts)
        {
            html.Append(part).Append('\n');
        }

        return Encoding.UTF8.GetBytes(html.Append("</body></html>\n").ToString());
    }
}
