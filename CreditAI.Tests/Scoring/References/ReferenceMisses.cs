using System.Globalization;
using System.Text.Json;

namespace CreditAI.Tests.Scoring.References;

/// <summary>Compares numbers with reference values and lists every miss by its path, so that one run tells all that is wrong.</summary>
internal sealed class ReferenceMisses
{
    private const int Shown = 60;

    private readonly List<string> _misses = [];

    /// <summary>Numbers compared so far.</summary>
    public int Compared { get; private set; }

    /// <param name="path">Where the reference value stands.</param>
    /// <param name="expected">Null: undefined there, and it must be here.</param>
    /// <param name="actual">Null: undefined.</param>
    /// <param name="relative">Largest |actual − expected| over max(1, |expected|).</param>
    public void Check(string path, double? expected, double? actual, double relative = 1e-12)
    {
        Compared++;
        var same = expected is { } one && actual is { } other
            ? one == other || Math.Abs(one - other) <= relative * Math.Max(1, Math.Abs(one))
            : expected is null && actual is null;
        if (!same)
        {
            _misses.Add(string.Create(CultureInfo.InvariantCulture, $"{path}: {Show(actual)} where the reference has {Show(expected)}"));
        }
    }

    /// <summary>A reference number; "NaN" and null are undefined, "Infinity" is infinite.</summary>
    public void Check(string path, JsonElement expected, double? actual, double relative = 1e-12) =>
        Check(path, Number(expected), actual, relative);

    public void Check(string path, string expected, string actual)
    {
        Compared++;
        if (expected != actual)
        {
            _misses.Add($"{path}: '{actual}' where the reference has '{expected}'");
        }
    }

    /// <summary>Something the comparison could not reach.</summary>
    public void Add(string path, string miss) => _misses.Add($"{path}: {miss}");

    /// <param name="least">Numbers that must have been compared: a comparison of nothing is no success.</param>
    public void AssertNone(int least) => Assert.True(
        _misses.Count == 0 && Compared >= least,
        $"{_misses.Count} misses of {Compared} numbers (at least {least} expected):\n{string.Join('\n', _misses.Take(Shown))}");

    public static double? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.String => value.GetString() switch
        {
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => null,
        },
        _ => null,
    };

    private static string Show(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "undefined";
}
