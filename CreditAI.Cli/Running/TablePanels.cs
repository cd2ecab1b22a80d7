using Spectre.Console;

namespace CreditAI.Cli.Running;

/// <summary>Parts a table's columns into panels that a terminal of some width can show without breaking a figure.</summary>
internal static class TablePanels
{
    // Of Spectre's simple border: one blank at each side of a cell and a line between cells, two blanks at either edge.
    private const int BetweenColumns = 3;
    private const int Edges = 4;

    private const int LeastText = 16;
    private const int LeastLastText = 32;

    /// <summary>Panels in the order of the columns, each beginning with column 0; a column has its index and its width in cells.</summary>
    public static IEnumerable<IReadOnlyList<(int Index, int Width)>> Fit(
        IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows, bool lastIsText, int width)
    {
        Needs[] needs = [.. headers.Select((header, column) => Needs.Of(
            header, rows.Select(row => row[column]), column == 0 ? LeastText : lastIsText && column == headers.Count - 1 ? LeastLastText : null))];
        for (var from = 1; from < needs.Length || from == 1;)
        {
            var to = from;
            var taken = Edges + needs[0].Least;
            while (to < needs.Length && (to == from || taken + BetweenColumns + needs[to].Least <= width))
            {
                taken += BetweenColumns + needs[to++].Least;
            }

            yield return Widen([0, .. Enumerable.Range(from, to - from)], needs, width - taken);
            from = Math.Max(to, from + 1);
        }
    }

    // Figures' headers first, so that they stay on one line; then the texts, which wrap by the word.
    private static (int Index, int Width)[] Widen(int[] columns, Needs[] needs, int spare)
    {
        var widths = columns.Select(column => needs[column].Least).ToArray();
        foreach (var place in Enumerable.Range(1, columns.Length - 1).Append(0))
        {
            var more = Math.Clamp(spare, 0, needs[columns[place]].Most - widths[place]);
            widths[place] += more;
            spare -= more;
        }

        return [.. columns.Zip(widths)];
    }

    private readonly record struct Needs(int Least, int Most)
    {
        /// <param name="leastText">Where the column is text, the width below which it is not wrapped; a figure is never broken.</param>
        public static Needs Of(string header, IEnumerable<string> cells, int? leastText)
        {
            var (lines, words) = (Longest(header, '\n'), Longest(header, ' ', '\n'));
            foreach (var cell in cells)
            {
                var line = Longest(cell, '\n');
                lines = Math.Max(lines, line);
                words = Math.Max(words, leastText is { } least ? Math.Max(Math.Min(line, least), Longest(cell, ' ', '\n')) : line);
            }

            return new(words, lines);
        }

        private static int Longest(string text, params ReadOnlySpan<char> separators)
        {
            var longest = 0;
            foreach (var range in text.AsSpan().SplitAny(separators))
            {
                longest = Math.Max(longest, text[range].GetCellWidth());
            }

            return longest;
        }
    }
}
