namespace CreditAI.Benchmarks.Load.Clients;

/// <summary>Counts the lines of an NDJSON answer, and those of them that are no decision, wherever the pieces are cut.</summary>
internal sealed class AnswerRows
{
    private byte[] _begun = new byte[64 * 1024];
    private int _length;

    public long Count { get; private set; }

    public long Errors { get; private set; }

    /// <summary>The first line that is no decision; null when there is none.</summary>
    public string? FirstError { get; private set; }

    public void Add(ReadOnlySpan<byte> content)
    {
        for (var end = content.IndexOf((byte)'\n'); end >= 0; end = content.IndexOf((byte)'\n'))
        {
            if (_length == 0)
            {
                Take(content[..end]);
            }
            else
            {
                Begin(content[..end]);
                Take(_begun.AsSpan(0, _length));
                _length = 0;
            }

            content = content[(end + 1)..];
        }

        Begin(content);
    }

    private void Begin(ReadOnlySpan<byte> piece)
    {
        if (_length + piece.Length > _begun.Length)
        {
            Array.Resize(ref _begun, Math.Max(2 * _begun.Length, _length + piece.Length));
        }

        piece.CopyTo(_begun.AsSpan(_length));
        _length += piece.Length;
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
        {
            return;
        }

        Count++;
        if (line.IndexOf("\"decision\":\""u8) < 0)
        {
            Errors++;
            FirstError ??= System.Text.Encoding.UTF8.GetString(line[..Math.Min(line.Length, 300)]);
        }
    }
}
