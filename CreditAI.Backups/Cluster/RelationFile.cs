using System.Globalization;
using System.Text.RegularExpressions;

namespace CreditAI.Backups.Cluster;

/// <summary>A relation's file, read from its path.</summary>
/// <param name="Directory">base/5, global, or pg_tblspc/16400/PG_15_202209061/5.</param>
/// <param name="Number">The relation's file number.</param>
/// <param name="Segment">Of a gigabyte each; the first is 0.</param>
internal readonly partial record struct RelationFile(string Directory, uint Number, RelationFork Fork, uint Segment)
{
    /// <summary>The first block of the file within its relation.</summary>
    public uint FirstBlock => Segment * PageHeader.BlocksPerSegment;

    /// <returns>Null when the path is no relation's file; temporary relations' are none.</returns>
    public static RelationFile? Parse(string path)
    {
        var match = Pattern().Match(path);
        if (!match.Success)
        {
            return null;
        }

        var fork = match.Groups["fork"].Value switch
        {
            "fsm" => RelationFork.FreeSpaceMap,
            "vm" => RelationFork.VisibilityMap,
            "init" => RelationFork.Init,
            _ => RelationFork.Main,
        };
        return new RelationFile(
            match.Groups["directory"].Value, uint.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture), fork,
            match.Groups["segment"] is { Success: true, Value: var segment } ? uint.Parse(segment, CultureInfo.InvariantCulture) : 0);
    }

    [GeneratedRegex(@"^(?<directory>global|base/\d+|pg_tblspc/\d+/PG_\d+_\d+/\d+)/(?<number>\d+)(_(?<fork>fsm|vm|init))?(\.(?<segment>\d+))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
