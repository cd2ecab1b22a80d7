using System.Text;

namespace CreditAI.Scoring.Data;

/// <summary>The texts of a column, each held once however many rows repeat it.</summary>
internal sealed class CellText
{
    private const int Usual = 256;
    private const int Longest = 40;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);

    /// <summary>The cell's text; a fault when its bytes are not UTF-8.</summary>
    public string Of(ReadOnlySpan<byte> cell, long line, string column, FaultList faults)
    {
        try
        {
            if (cell.Length > Usual)
            {
                return Strict.GetString(cell);
            }

            Span<char> buffer = stackalloc char[Usual];
            var text = buffer[..Strict.GetChars(cell, buffer)];
            var known = _texts.GetAlternateLookup<ReadOnlySpan<char>>();
            if (known.TryGetValue(text, out var same))
            {
                return same;
            }

            known.Add(text);
            known.TryGetValue(text, out same);
            return same!;
        }
        catch (DecoderFallbackException)
        {
            faults.Add(line, column, "the cell is not UTF-8 text; save the file as UTF-8");
            return "";
        }
    }

    /// <summary>A cell as a message shows it: cut short, whatever its bytes are, and without what would steer a terminal.</summary>
    public static string Shown(ReadOnlySpan<byte> cell)
    {
        var text = string.Concat(Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, Usual)]).Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }
}
