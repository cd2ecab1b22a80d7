using System.Text.Json;
using CreditAI.Scoring.Fairness.Reports;
using CreditAI.Tests.Scoring.References;

namespace CreditAI.Tests.Scoring.Fairness;

/// <summary>
/// Walks a block of the reference and looks up each number under the same path in the report's JSON. Where ours is undefined and
/// the reference has a number, the reason must be one of those for which we deliberately differ.
/// </summary>
internal sealed class FairnessComparison
{
    // Fairlearn and scikit-learn end a rate without a denominator in 0, and leave NaN out of the comparison of groups; AIF360
    // does the first for predictive values. Here both are undefined, with the group that is to blame (traps 1 and 2).
    private static readonly string[] NothingToMeasure =
    [
        "there are no favourable outcomes", "there are no unfavourable outcomes", "nobody is approved", "everybody is approved",
    ];

    // The reference writes "Infinity"; a number that JSON cannot hold is null here, and its reason starts with this word (trap 5).
    private const string Infinite = "infinite";

    private readonly ReferenceMisses _misses;
    private readonly JsonElement _report;
    private readonly Dictionary<string, string> _undefined;

    public FairnessComparison(ReferenceMisses misses, FairnessReport report)
        : this(misses, Document(report))
    {
    }

    /// <param name="misses">Where misses are collected.</param>
    /// <param name="report">The report's JSON.</param>
    public FairnessComparison(ReferenceMisses misses, JsonElement report)
    {
        _misses = misses;
        _report = report;
        _undefined = _report.GetProperty("undefined").EnumerateArray()
            .ToDictionary(one => one.GetProperty("path").ToString(), one => one.GetProperty("reason").ToString(), StringComparer.Ordinal);
    }

    /// <summary>Undefined here and a number there, with our reason.</summary>
    public List<(string Path, string Reason)> Undefined { get; } = [];

    /// <summary>A number here and NaN there.</summary>
    public List<string> Defined { get; } = [];

    /// <param name="where">What the reference calls it, for misses.</param>
    /// <param name="path">Where it stands in the report, its parts joined by /.</param>
    /// <param name="expected">The reference's value: a number, or an object of them.</param>
    public void Check(string where, string path, JsonElement expected)
    {
        var found = _report;
        foreach (var part in path.Split('/'))
        {
            if (!found.TryGetProperty(part, out found))
            {
                _misses.Add($"{where}/{path}", "is not in the report");
                return;
            }
        }

        CheckValue(where, path, expected, found);
    }

    private static JsonElement Document(FairnessReport report)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            FairnessReportDocument.Write(json, report);
        }

        return JsonElement.Parse(buffer.ToArray());
    }

    private void CheckValue(string where, string path, JsonElement expected, JsonElement found)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in expected.EnumerateObject())
                {
                    if (found.TryGetProperty(member.Name, out var under))
                    {
                        CheckValue(where, $"{path}/{member.Name}", member.Value, under);
                    }
                    else if (member.Value.ValueKind != JsonValueKind.Null)
                    {
                        _misses.Add($"{where}/{path}/{member.Name}", "is not in the report");
                    }
                }

                break;
            case JsonValueKind.Array:
                foreach (var (index, element) in expected.EnumerateArray().Index())
                {
                    CheckValue(where, $"{path}/{index}", element, found[index]);
                }

                break;
            case JsonValueKind.String when ReferenceMisses.Number(expected) is null && expected.GetString() != "NaN":
                _misses.Check($"{where}/{path}", expected.ToString(), found.ToString());
                break;
            default:
                CheckNumber($"{where}/{path}", path, ReferenceMisses.Number(expected), ReferenceMisses.Number(found));
                break;
        }
    }

    private void CheckNumber(string where, string path, double? expected, double? found)
    {
        var reason = _undefined.GetValueOrDefault(path.Replace('/', '.'), "");
        if (found is null && expected is { } number)
        {
            if (NothingToMeasure.Any(reason.Contains) || (double.IsInfinity(number) && reason.StartsWith(Infinite, StringComparison.Ordinal)))
            {
                Undefined.Add((where, reason));
                _misses.Check(where, null, found);
                return;
            }
        }

        if (expected is null && found is not null)
        {
            Defined.Add(where);
            return;
        }

        if (expected is { } p and > 0 && path.EndsWith("_p", StringComparison.Ordinal))
        {
            // Probabilities far out in the tail are compared by their ratio.
            _misses.Check(where, 1, found / p, 1e-9);
            return;
        }

        _misses.Check(where, expected, found, Tolerance(path));
    }

    // The reference's calibration line is an iteration's end, ours the optimum; Katz's interval sums logarithms; all else to 1e-12.
    private static double Tolerance(string path) => path switch
    {
        _ when path.EndsWith("calibration_intercept", StringComparison.Ordinal) || path.EndsWith("calibration_slope", StringComparison.Ordinal) => 1e-7,
        _ when path.Contains("katz", StringComparison.Ordinal) => 1e-9,

        // AIF360 sums (b/μ)² − 1, which cancels where groups fare nearly the same, and the root doubles what is lost.
        _ when path.EndsWith("coefficient_of_variation", StringComparison.Ordinal) => 1e-11,
        _ => 1e-12,
    };
}
