namespace CreditAI.Scoring.Fairness;

/// <summary>A measured number with what it rests on. What cannot be measured is null with the reason, never 0.</summary>
/// <param name="Value">Null when undefined.</param>
/// <param name="N">Rows it rests on.</param>
/// <param name="Interval">95 %; null where none is known.</param>
/// <param name="Undefined">Why there is no value.</param>
public readonly record struct Measure(double? Value, long N, Interval? Interval, string? Undefined)
{
    public static Measure Of(double value, long n, Interval? interval = null) => new(value, n, interval, null);

    public static Measure Not(long n, string reason) => new(null, n, null, reason);

    /// <summary>What two measures make together; undefined as soon as one of them is.</summary>
    internal static Measure Combine(Measure first, Measure second, Func<double, double, double> combine)
    {
        var n = first.N + second.N;
        return first.Value is { } one && second.Value is { } other
            ? Of(combine(one, other), n)
            : Not(n, first.Undefined ?? second.Undefined ?? "undefined");
    }

    /// <summary>One measure over another; x / 0 is no number.</summary>
    internal static Measure Ratio(Measure numerator, Measure denominator) => denominator.Value == 0 && numerator.Value is { } above
        ? Not(numerator.N + denominator.N, above == 0 ? "0 / 0 is no ratio" : "infinite: the denominator is 0")
        : Combine(numerator, denominator, (one, other) => one / other);

    /// <summary>A share with its Wilson interval; undefined when nothing is shared out.</summary>
    internal static Measure Share(double part, double whole, long n, string nothing) =>
        whole > 0 ? Of(part / whole, n, Fairness.Interval.Wilson(part, whole)) : Not(n, nothing);
}
