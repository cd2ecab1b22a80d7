using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Monitoring.Windows;

namespace CreditAI.ScoringApi.Fairness;

/// <summary>Windows and findings as tables, a measure a row.</summary>
internal static class FairnessTable
{
    private static readonly string[] WindowColumns =
        ["model_version", "from", "to", "attribute", "group", "reference", "decisions", "approved", "outcomes_known", "measure", "value", "n", "low", "high", "undefined"];

    private static readonly string[] FindingColumns =
    [
        "id", "model_version", "severity", "measure", "attribute", "group", "reference", "value", "low", "high", "n", "reference_n", "observed", "expected",
        "threshold", "log_evidence", "log_evidence_asked", "since", "opened_at", "updated_at", "closed_at",
    ];

    public static CsvAnswer Of(int modelVersion, IEnumerable<WindowFairness> windows) => new(WindowColumns, windows.SelectMany(window => Rows(modelVersion, window)));

    public static CsvAnswer Of(IEnumerable<FindingResponse> findings) => new(FindingColumns, findings.Select(finding => (IReadOnlyList<object?>)
    [
        finding.Id, finding.ModelVersion, finding.Severity, finding.Measure, finding.Attribute, finding.Group, finding.Reference, finding.Value, finding.Low,
        finding.High, finding.N, finding.ReferenceN, finding.Observed, finding.Expected, finding.Threshold, finding.LogEvidence, finding.LogEvidenceAsked,
        finding.Since, finding.OpenedAt, finding.UpdatedAt, finding.ClosedAt,
    ]));

    private static IEnumerable<IReadOnlyList<object?>> Rows(int modelVersion, WindowFairness window)
    {
        foreach (var row in OfGroup("", null, window.Everybody))
        {
            yield return row;
        }

        foreach (var attribute in window.Attributes)
        {
            foreach (var row in attribute.Groups.SelectMany(group => OfGroup(attribute.Attribute, attribute.Reference, group)))
            {
                yield return row;
            }

            foreach (var named in attribute.Measures)
            {
                yield return Row(attribute.Attribute, "", attribute.Reference, null, named);
            }
        }

        IEnumerable<IReadOnlyList<object?>> OfGroup(string attribute, string? reference, GroupWindow group)
            => group.Measures.Select(named => Row(attribute, group.Group, reference, group, named));

        IReadOnlyList<object?> Row(string attribute, string group, string? reference, GroupWindow? counts, NamedMeasure named) =>
        [
            modelVersion, window.From, window.To, attribute, group, reference, counts?.N, counts?.Approved, counts?.Known, named.Name, named.Measure.Value,
            named.Measure.N, named.Measure.Interval?.Low, named.Measure.Interval?.High, named.Measure.Undefined,
        ];
    }
}
