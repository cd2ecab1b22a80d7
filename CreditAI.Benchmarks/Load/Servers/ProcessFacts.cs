using System.Globalization;

namespace CreditAI.Benchmarks.Load.Servers;

/// <summary>Processor time and memory of processes, from Linux's /proc; null on other systems.</summary>
internal static class ProcessFacts
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux that .NET runs on.
    private const int ParentAt = 1; // Of the fields after the name, proc_pid_stat(5).
    private const int UserAt = 11;
    private const int ChildSystemAt = 14;

    /// <summary>Seconds that a process and all below it have spent, those included that have ended and were waited for.</summary>
    public static double? SecondsOfTree(int root)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var processes = Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Fields: Fields(id)))
            .Where(process => process.Fields.Length > ChildSystemAt)
            .ToArray();
        var children = processes.ToLookup(process => int.Parse(process.Fields[ParentAt], CultureInfo.InvariantCulture));
        var seconds = 0d;
        var left = new Stack<(int Id, string[] Fields)>(processes.Where(process => process.Id == root));
        while (left.TryPop(out var process))
        {
            seconds += Seconds(process.Fields);
            foreach (var child in children[process.Id])
            {
                left.Push(child);
            }
        }

        return seconds;
    }

    /// <summary>Seconds that one process has spent, and its children that have ended and were waited for.</summary>
    public static double? SecondsOf(int process) =>
        OperatingSystem.IsLinux() && Fields(process) is { Length: > ChildSystemAt } fields ? Seconds(fields) : null;

    /// <summary>Seconds that all programs together have spent, and what a hypervisor took.</summary>
    public static double? SecondsOfMachine()
    {
        const int IdleAt = 3; // Of the numbers in the first line, proc_stat(5): user, nice, system, idle, iowait, irq, softirq, steal.
        const int WaitAt = 4;
        const int StealAt = 7;
        return OperatingSystem.IsLinux()
            ? File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(StealAt + 1)
                .Where((_, at) => at is not (IdleAt or WaitAt)).Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond
            : null;
    }

    /// <summary>Resident memory in MiB.</summary>
    public static double? ResidentMiB(int process)
    {
        const string Label = "VmRSS:";
        try
        {
            return File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal)) is { } line
                ? double.Parse(line[Label.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    // User, system, and the same of waited-for children stand side by side.
    private static double Seconds(string[] fields) =>
        fields[UserAt..(ChildSystemAt + 1)].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond;

    // The name before them stands in parentheses and may hold anything.
    private static string[] Fields(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return []; // It has ended.
        }
    }
}
