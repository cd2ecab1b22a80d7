using System.Globalization;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Documents;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training;

namespace CreditAI.Scoring.Binnings;

/// <summary>Holds an analyst's breaks against the training rows.</summary>
internal sealed class BreaksCheck(Dataset data, int[] rows, LogisticOptions options)
{
    private readonly WeightOfEvidence _evidence = new(Tally.Of(data, rows), options.Smoothing);

    /// <summary>False, and reported, when the edges are out of order or the levels are not the data's, each once.</summary>
    public bool CanBeRead(DocumentNode node, FeatureColumn column) =>
        column is CategoricalColumn levels ? LevelsCanBeRead(node, levels) : EdgesCanBeRead(node);

    /// <summary>Reports bins that hold no training row, and evidence that turns against the feature's direction.</summary>
    public void Bins(DocumentNode node, FeatureColumn column, Binning binning)
    {
        var bins = ScorecardBatch.Encode(binning, column);
        var tallies = new Tally[binning.Count];
        foreach (var row in rows)
        {
            tallies[bins[row]] = tallies[bins[row]].Add(data.Favourable[row], data.WeightOf(row));
        }

        var table = ScorecardDocument.TableOf(column.Feature);
        for (var bin = (int)Binning.First; bin < tallies.Length; bin++)
        {
            if (tallies[bin].Count == 0)
            {
                node.Report(table, $"bin '{binning.Describe(bin)}' holds no training row");
            }
            else if (bin > Binning.First && TurnsBack(column.Feature.Direction, _evidence.Of(tallies[bin]) - _evidence.Of(tallies[bin - 1])))
            {
                node.Report(
                    table,
                    $"from '{binning.Describe(bin - 1)}' to '{binning.Describe(bin)}' the evidence goes against the schema's direction; merge the two");
            }
        }
    }

    private static bool TurnsBack(Direction direction, double change) => direction switch
    {
        Direction.Increasing => change < 0,
        Direction.Decreasing => change > 0,
        _ => false,
    };

    private static bool EdgesCanBeRead(DocumentNode node)
    {
        var edges = node.Numbers("edges");
        for (var index = 1; index < edges.Count; index++)
        {
            if (!(edges[index] > edges[index - 1]))
            {
                node.Report(
                    $"edges[{index}]",
                    string.Create(CultureInfo.InvariantCulture, $"{edges[index]} must be above {edges[index - 1]}: edges ascend"));
                return false;
            }
        }

        return true;
    }

    private bool LevelsCanBeRead(DocumentNode node, CategoricalColumn column)
    {
        var known = column.Levels.Select((level, code) => (level, code)).ToDictionary(pair => pair.level, pair => pair.code, StringComparer.Ordinal);
        var grouped = new HashSet<string>(StringComparer.Ordinal);
        var sound = true;
        foreach (var (level, path) in node.Items("levels").SelectMany(Levels))
        {
            if (level is null)
            {
                Fault(path, "the group has no levels");
            }
            else if (!known.ContainsKey(level))
            {
                Fault(path, $"the data have no level '{level}'");
            }
            else if (!grouped.Add(level))
            {
                Fault(path, $"level '{level}' is in a group already");
            }
        }

        var forgotten = rows.Select(row => column.Codes[row]).Where(code => code != CategoricalColumn.MissingCode && !grouped.Contains(column.Levels[code]));
        foreach (var level in forgotten.GroupBy(code => code))
        {
            Fault("levels", $"level '{column.Levels[level.Key]}' ({level.Count()} training rows) is in no group");
        }

        return sound;

        void Fault(string path, string message)
        {
            node.Report(path, message);
            sound = false;
        }
    }

    private static IEnumerable<(string? Level, string Path)> Levels(DocumentNode group, int index)
    {
        group.AllowOnly("any");
        var levels = group.Texts("any");
        return levels.Count == 0
            ? [(null, $"levels[{index}]")]
            : levels.Select((level, place) => ((string?)level, $"levels[{index}].any[{place}]"));
    }
}
