using CreditAI.Scoring.Data;

namespace CreditAI.Scoring.Alternatives.Judging;

/// <summary>The group that each protected attribute's others are measured against, fixed once so that every alternative answers the same question.</summary>
internal static class ReferenceGroups
{
    /// <summary>The schema's privileged group; where there is none, the group that the baseline approves most often.</summary>
    public static Dictionary<string, string> Of(Dataset data, int[] rows, IReadOnlyList<string> attributes, double[] points, double approveAt, int minimumN)
    {
        var references = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in attributes)
        {
            var column = data.Groups.Single(groups => groups.Attribute.Name == name);
            var (counts, weights, approved) = (new int[column.Groups.Count], new double[column.Groups.Count], new double[column.Groups.Count]);
            foreach (var row in rows)
            {
                var code = column.Codes[row];
                counts[code]++;
                weights[code] += data.WeightOf(row);
                approved[code] += points[row] >= approveAt ? data.WeightOf(row) : 0;
            }

            references[name] = column.Attribute.Privileged ?? column.Groups
                .Where((_, code) => counts[code] >= minimumN && weights[code] > 0)
                .DefaultIfEmpty("")
                .MaxBy(group => group.Length == 0 ? 0 : approved[IndexOf(column, group)] / weights[IndexOf(column, group)])!;
        }

        return references;
    }

    private static int IndexOf(GroupColumn column, string group) => column.Groups.TakeWhile(name => name != group).Count();
}
