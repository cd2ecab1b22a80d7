using System.Diagnostics;
using System.Globalization;

namespace CreditAI.Benchmarks.Load.Servers;

/// <summary>
/// A shell that outlives this process when it is killed, sees its pipe end, and then ends the children and removes the temporary folder.
/// Where there is no setsid, as on Windows and macOS, a killed run leaves them.
/// </summary>
internal sealed class Guard : IDisposable
{
    // The children lead process groups of their own (setsid), hence the minus sign.
    private const string Script = """
        while read -r word ids; do
            case $word in
                watch) watched=$ids ;;
                done) exit 0 ;;
            esac
        done
        for id in $watched; do kill -TERM "$id"; kill -INT "$id"; done
        sleep 5
        for id in $watched; do kill -KILL -- "-$id"; done
        rm -rf -- "$1"
        """;

    private readonly Process? _shell;
    private readonly HashSet<int> _watched = [];

    public Guard(string directory)
    {
        if (Programs.Find("setsid") is { } setsid && Programs.Find("sh") is { } sh)
        {
            _shell = Process.Start(new ProcessStartInfo(setsid, [sh, "-c", Script, "guard", directory]) { RedirectStandardInput = true, RedirectStandardError = true });
        }
    }

    public void Watch(int process) => Tell(() => _watched.Add(process));

    public void Forget(int process) => Tell(() => _watched.Remove(process));

    /// <summary>The run ended in order.</summary>
    public void Dispose()
    {
        if (_shell is { HasExited: false })
        {
            _shell.StandardInput.WriteLine("done");
            _shell.StandardInput.Close();
            _shell.WaitForExit();
        }

        _shell?.Dispose();
    }

    private void Tell(Action change)
    {
        lock (_watched)
        {
            change();
            if (_shell is { HasExited: false })
            {
                _shell.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"watch {string.Join(' ', _watched)}"));
                _shell.StandardInput.Flush();
            }
        }
    }
}
