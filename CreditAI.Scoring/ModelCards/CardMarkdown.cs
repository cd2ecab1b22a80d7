using System.Text;
using static CreditAI.Scoring.ModelCards.CardBlock;

namespace CreditAI.Scoring.ModelCards;

/// <summary>A card as GitHub-flavoured Markdown.</summary>
internal static class CardMarkdown
{
    private const string Special = "\\`*_[]|#";

    public static string Write(IEnumerable<CardBlock> blocks)
    {
        var text = new StringBuilder();
        foreach (var block in blocks)
        {
            Write(text, block);
            text.Append('\n');
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, CardBlock block)
    {
        switch (block)
        {
            case Heading heading:
                text.Append('#', heading.Level).Append(' ').Append(Escape(heading.Text)).Append('\n');
                break;
            case Paragraph paragraph:
                text.Append(Escape(paragraph.Text)).Append('\n');
                break;
            case Items items:
                foreach (var item in items.Texts)
                {
                    text.Append("- ").Append(Escape(item)).Append('\n');
                }

                break;
            case Command command:
                text.Append("    ").Append(OneLine(command.Line)).Append('\n');
                break;
            case Table table:
                WriteRow(text, table.Headers);
                text.Append('|').AppendJoin('|', table.Headers.Select((_, column) => column < table.TextColumns ? " --- " : " ---: ")).Append("|\n");
                foreach (var row in table.Rows)
                {
                    WriteRow(text, row);
                }

                break;
        }
    }

    private static void WriteRow(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(Escape)).Append(" |\n");

    /// <summary>A schema's words are text and never markup.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var letter in OneLine(text))
        {
            escaped.Append(letter switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                _ when Special.Contains(letter, StringComparison.Ordinal) => $"\\{letter}",
                _ => letter.ToString(),
            });
        }

        return escaped.ToString();
    }

    private static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
