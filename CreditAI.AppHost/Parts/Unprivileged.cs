using System.ComponentModel;
using System.Diagnostics;

namespace CreditAI.AppHost.Parts;

/// <summary>
/// Starts a program that refuses to run as root. For root on Linux it goes into a user namespace of its own, where it is
/// nobody yet still owns its files; where the kernel or a container forbids that, it runs as <c>nobody</c>.
/// </summary>
internal abstract class Unprivileged
{
    private const string NobodyId = "65534";

    private static readonly Lazy<Unprivileged> s_current = new(Choose);

    public static Unprivileged Current => s_current.Value;

    public static Unprivileged AsCaller { get; } = new CallerIdentity();

    public static Unprivileged InUserNamespace { get; } = new UserNamespace();

    public static Unprivileged AsNobody { get; } = new Nobody();

    /// <summary>The command line that runs <paramref name="command"/> without root's identity.</summary>
    public abstract (string Command, string[] Arguments) Wrap(string command, params string[] arguments);

    /// <summary>Makes an existing directory writable for the program, and says clearly where that cannot work.</summary>
    public virtual void Grant(string directory)
    {
    }

    private static Unprivileged Choose() =>
        !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess ? AsCaller
        : Succeeds("unshare", "--user", "true") ? InUserNamespace
        : AsNobody;

    private static bool Succeeds(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private sealed class CallerIdentity : Unprivileged
    {
        public override (string Command, string[] Arguments) Wrap(string command, params string[] arguments) => (command, arguments);
    }

    private sealed class UserNamespace : Unprivileged
    {
        public override (string Command, string[] Arguments) Wrap(string command, params string[] arguments) =>
            ("unshare", ["--user", "--", command, .. arguments]);
    }

    private sealed class Nobody : Unprivileged
    {
        public override (string Command, string[] Arguments) Wrap(string command, params string[] arguments) =>
            ("setpriv", [$"--reuid={NobodyId}", $"--regid={NobodyId}", "--clear-groups", "--", command, .. arguments]);

        public override void Grant(string directory)
        {
            if (!Succeeds("chown", "-R", $"{NobodyId}:{NobodyId}", directory))
            {
                throw new PartException($"PostgreSQL does not run as root, and {directory} could not be given to user {NobodyId}. Run as an ordinary user.");
            }

            var (command, arguments) = Wrap("test", "-w", directory);
            if (!Succeeds(command, arguments))
            {
                throw new PartException(
                    $"PostgreSQL does not run as root, user namespaces are not allowed here, and user {NobodyId} cannot reach {directory}. " +
                    "Run as an ordinary user, or put the checkout where every user may read it.");
            }
        }
    }
}
