namespace CreditAI.Scoring.Fairness;

/// <summary>Measures by name.</summary>
public static class NamedMeasures
{
    /// <returns>The measure of this name; one without a value where there is none.</returns>
    public static Measure Of(this IEnumerable<NamedMeasure> measures, string name)
        => measures.Where(measure => measure.Name == name).Select(measure => measure.Measure).FirstOrDefault();
}
