using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CreditAI.Benchmarks.Load.Servers;

/// <summary>
/// What .NET does not offer: signals other than kill, writing a file without flushing the disk, and waiting for sockets or sleeping for less than
/// a millisecond.
/// </summary>
internal static class LibC
{
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private const uint BeginToWrite = 2; // SYNC_FILE_RANGE_WRITE

    private static readonly TimeSpan ShortWait = TimeSpan.FromMilliseconds(1);

    /// <summary>Asks a process to end in order; nothing happens where the system has no signals.</summary>
    public static void RequestEnd(int process)
    {
        if (!OperatingSystem.IsWindows())
        {
            // PostgreSQL takes the first as "when the last client has left" and the second as "now"; a run in the background may ignore the second.
            _ = Kill(process, Terminate);
            _ = Kill(process, Interrupt);
        }
    }

    /// <summary>Sleeps at least so long, and some tens of microseconds more; milliseconds more where the system has no nanosleep.</summary>
    public static void Sleep(TimeSpan duration)
    {
        if (OperatingSystem.IsWindows())
        {
            using var never = new ManualResetEventSlim();
            never.Wait(duration);
            return;
        }

        var request = new Duration { Seconds = (long)duration.TotalSeconds, Nanoseconds = duration.Ticks % TimeSpan.TicksPerSecond * 100 };
        _ = NanoSleep(in request, 0);
    }

    /// <summary>Waits until one of the sockets can be read, or the time is over; where the system has no ppoll it may take a millisecond more.</summary>
    public static void Poll(Span<PollDescriptor> sockets, TimeSpan most)
    {
        if (OperatingSystem.IsLinux())
        {
            var wait = new Duration { Seconds = (long)most.TotalSeconds, Nanoseconds = most.Ticks % TimeSpan.TicksPerSecond * 100 };
            _ = PPoll(ref MemoryMarshal.GetReference(sockets), (nuint)sockets.Length, in wait, 0); // Interrupted, it has told nothing: the caller looks again.
            return;
        }

        Sleep(most < ShortWait ? most : ShortWait);
        foreach (ref var socket in sockets)
        {
            socket.MayBeReady();
        }
    }

    /// <summary>Begins to write what the file has in memory, without waiting for it. Of a Linux.</summary>
    public static void BeginWriting(SafeFileHandle file) => _ = SyncFileRange(file, 0, 0, BeginToWrite);

    [DllImport("libc", EntryPoint = "sync_file_range")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncFileRange(SafeFileHandle file, long from, long count, uint what);

    [DllImport("libc", EntryPoint = "ppoll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int PPoll(ref PollDescriptor sockets, nuint count, in Duration most, nint signals);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    [DllImport("libc", EntryPoint = "nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NanoSleep(in Duration request, nint remaining);

    // struct timespec of 64-bit systems.
    private struct Duration
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
