namespace CreditAI.Scoring.Alternatives.Judging;

/// <summary>One axis of a frontier.</summary>
public sealed class FrontierMeasure
{
    private readonly Func<Judged, double[], double?> _measure;
    private readonly Func<double, double> _merit;

    internal FrontierMeasure(string name, string displayName, Func<double, double> merit, Func<Judged, double[], double?> measure) =>
        (Name, DisplayName, _merit, _measure) = (name, displayName, merit, measure);

    public string Name { get; }

    public string DisplayName { get; }

    /// <summary>The value turned so that more is better; what is beyond the ideal is no better than the ideal.</summary>
    public double Merit(double value) => _merit(value);

    /// <summary>Null when undefined on these rows under these weights.</summary>
    internal double? Of(Judged judged, double[] weights) => _measure(judged, weights);
}
