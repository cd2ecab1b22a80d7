using System.Globalization;
using System.Text;
using NpgsqlTypes;

namespace CreditAI.Backups.Cluster;

/// <summary>The timelines that lead to one, oldest first, with where each was left.</summary>
internal sealed record TimelineHistory(uint Timeline, IReadOnlyList<TimelineSwitch> Switches)
{
    public static TimelineHistory First { get; } = new(1, []);

    /// <summary>Where the way to <see cref="Timeline"/> left another: null when it is that one, or does not lead here.</summary>
    public NpgsqlLogSequenceNumber? SwitchPoint(uint timeline) => Switches.FirstOrDefault(item => item.Timeline == timeline)?.At;

    public bool Contains(uint timeline) => timeline == Timeline || SwitchPoint(timeline) is not null;

    /// <summary>The timeline on which a byte of WAL was written that this one stands on.</summary>
    public uint TimelineAt(NpgsqlLogSequenceNumber lsn) => Switches.FirstOrDefault(item => lsn < item.At)?.Timeline ?? Timeline;

    /// <summary>Reads a .history file: lines of timeline, LSN and reason, and comments.</summary>
    public static TimelineHistory Parse(uint timeline, ReadOnlySpan<byte> content)
    {
        var switches = Encoding.UTF8.GetString(content).Split('\n')
            .Select(line => line.Split('#')[0].Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length >= 2)
            .Select(fields => new TimelineSwitch(uint.Parse(fields[0], CultureInfo.InvariantCulture), NpgsqlLogSequenceNumber.Parse(fields[1])));
        return new TimelineHistory(timeline, [.. switches]);
    }
}
