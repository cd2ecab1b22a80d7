using System.Runtime.InteropServices;

namespace CreditAI.Benchmarks.Load.Servers;

/// <summary>struct pollfd of poll(2).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    private const short Readable = 1; // POLLIN

    private int _descriptor;
    private short _asked;
    private short _told;

    /// <summary>Something can be read, or the connection has failed.</summary>
    public readonly bool IsReady => _told != 0;

    public static PollDescriptor ForReading(int descriptor) => new() { _descriptor = descriptor, _asked = Readable };

    /// <summary>For where nobody tells: a look does no harm.</summary>
    public void MayBeReady() => _told = _asked;
}
