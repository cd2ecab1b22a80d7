using CreditAI.Scoring.Fairness.Frames;

namespace CreditAI.Scoring.Fairness.Reports;

/// <summary>A metric frame as JSON, in Fairlearn's layout, with the rows and intervals behind each number beside it.</summary>
internal static class FrameDocument
{
    private static readonly (string Name, Func<Parity, Measure> Of)[] Comparisons =
    [
        ("difference_between_groups", parity => parity.Difference),
        ("ratio_between_groups", parity => parity.Ratio),
        ("difference_to_overall", parity => parity.DifferenceToOverall),
        ("ratio_to_overall", parity => parity.RatioToOverall),
        ("group_min", parity => parity.GroupMin),
        ("group_max", parity => parity.GroupMax),
    ];

    public static void Write(MeasureWriter writer, string name, MetricFrame frame) => writer.Object(name, () =>
    {
        writer.Object("by_group", () =>
        {
            foreach (var (index, group) in frame.Groups.Index())
            {
                writer.Object(group, () => writer.Numbers(frame.Metrics.Select(metric => new NamedMeasure(metric, frame.ByGroup(index, metric)))));
            }
        });
        writer.Object("overall", () => writer.Numbers(frame.Metrics.Select(metric => new NamedMeasure(metric, frame.Overall(metric)))));
        WriteComparisons(writer, [("", frame)]);
        WriteBeside(writer, "n", frame, (metric, measure) => writer.Json.WriteNumber(metric, measure.N));
        WriteBeside(writer, "interval_95", frame, (metric, measure) =>
        {
            if (measure.Interval is not null)
            {
                writer.Interval(metric, measure.Interval);
            }
        });
    });

    /// <summary>Frames of a control feature's levels as one: groups are level|group, everything else is by level.</summary>
    public static void Write(MeasureWriter writer, string name, IReadOnlyList<(string Level, MetricFrame Frame)> levels) => writer.Object(name, () =>
    {
        writer.Object("by_group", () =>
        {
            foreach (var (level, frame) in levels)
            {
                foreach (var (index, group) in frame.Groups.Index())
                {
                    writer.Object($"{level}|{group}", () => writer.Numbers(frame.Metrics.Select(metric => new NamedMeasure(metric, frame.ByGroup(index, metric)))));
                }
            }
        });
        writer.Object("overall", () =>
        {
            foreach (var (level, frame) in levels)
            {
                writer.Object(level, () => writer.Numbers(frame.Metrics.Select(metric => new NamedMeasure(metric, frame.Overall(metric)))));
            }
        });
        WriteComparisons(writer, levels);
    });

    private static void WriteComparisons(MeasureWriter writer, IReadOnlyList<(string Level, MetricFrame Frame)> frames)
    {
        foreach (var (comparison, of) in Comparisons)
        {
            writer.Object(comparison, () =>
            {
                foreach (var (level, frame) in frames)
                {
                    void Numbers() => writer.Numbers(frame.Metrics.Select(metric => new NamedMeasure(metric, of(frame.Between(metric)))));
                    if (level.Length == 0)
                    {
                        Numbers();
                    }
                    else
                    {
                        writer.Object(level, Numbers);
                    }
                }
            });
        }
    }

    private static void WriteBeside(MeasureWriter writer, string name, MetricFrame frame, Action<string, Measure> write) => writer.Object(name, () =>
    {
        writer.Object("by_group", () =>
        {
            foreach (var (index, group) in frame.Groups.Index())
            {
                writer.Object(group, () =>
                {
                    foreach (var metric in frame.Metrics)
                    {
                        write(metric, frame.ByGroup(index, metric));
                    }
                });
            }
        });
        writer.Object("overall", () =>
        {
            foreach (var metric in frame.Metrics)
            {
                write(metric, frame.Overall(metric));
            }
        });
    });
}
