using System.Buffers.Text;
using System.Text;

namespace CreditAI.Benchmarks.Load.Clients;

/// <summary>
/// Ids that no two requests of a run share, all of one length so that a request's length does not change: a letter and three digits for
/// the use, two for the thread, and a number.
/// </summary>
internal static class DistinctId
{
    public const int Length = 16;
    public const int NumberAt = 7;

    private static int s_uses;

    /// <returns>The first four characters of the ids of one use of a client.</returns>
    public static string NextUse() => $"A{Interlocked.Increment(ref s_uses):000}";

    /// <param name="id">Receives <see cref="Length"/> bytes.</param>
    /// <param name="use">From <see cref="NextUse"/>.</param>
    /// <param name="number">Below a thousand million.</param>
    public static void Write(Span<byte> id, string use, int thread, long number)
    {
        Encoding.ASCII.GetBytes(use, id);
        Utf8Formatter.TryFormat(thread, id[4..], out _, new('D', 2));
        id[6] = (byte)'-';
        Utf8Formatter.TryFormat(number, id[NumberAt..], out _, new('D', Length - NumberAt));
    }
}
