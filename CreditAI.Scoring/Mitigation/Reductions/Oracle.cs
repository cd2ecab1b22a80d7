namespace CreditAI.Scoring.Mitigation.Reductions;

/// <summary>The rules found so far, and the trainer that adds to them.</summary>
internal sealed class Oracle<TModel>(GroupedOutcomes rows, ConstraintSet constraints, ReductionLearner<TModel> learner)
    where TModel : class
{
    /// <summary>An improvement smaller than this is rounding.</summary>
    public const double Precision = 1e-8;

    private readonly List<(TModel? Model, bool? Approves, double[] Multipliers)> _rules = [];

    public List<double> Errors { get; } = [];

    public List<double[]> Gammas { get; } = [];

    public int Fits { get; private set; }

    /// <summary>Trains a rule against the multipliers and keeps it.</summary>
    public int Add(double[] multipliers)
    {
        var (error, gamma, rule) = Train(multipliers);
        return Keep(error, gamma, rule, multipliers);
    }

    /// <summary>The rule that answers the multipliers best: a newly trained one, or one of those before where training finds none better.</summary>
    public int Best(double[] multipliers)
    {
        var (error, gamma, rule) = Train(multipliers);
        var value = error + Dot(gamma, multipliers);
        var known = Enumerable.Range(0, _rules.Count).Select(index => (Index: index, Value: Errors[index] + Dot(Gammas[index], multipliers)))
            .DefaultIfEmpty((Index: -1, Value: double.PositiveInfinity)).MinBy(one => one.Value);
        return value < known.Value - Precision ? Keep(error, gamma, rule, multipliers) : known.Index;
    }

    public ReductionMember<TModel>[] Members(IReadOnlyList<double> weights) => [.. _rules.Select((rule, index) => new ReductionMember<TModel>(
        rule.Model, rule.Approves, weights[index], Errors[index], Gammas[index].Max(), rule.Multipliers))];

    public static double Dot(double[] one, double[] other) => one.Zip(other, (left, right) => left * right).Sum();

    private int Keep(double error, double[] gamma, (TModel? Model, bool? Approves) rule, double[] multipliers)
    {
        _rules.Add((rule.Model, rule.Approves, multipliers));
        Errors.Add(error);
        Gammas.Add(gamma);
        return _rules.Count - 1;
    }

    private (double Error, double[] Gamma, (TModel? Model, bool? Approves) Rule) Train(double[] multipliers)
    {
        var (favourable, weights) = constraints.Reduce(multipliers);
        var (good, bad) = (0d, 0d);
        for (var row = 0; row < weights.Length; row++)
        {
            _ = favourable[row] ? good += weights[row] : bad += weights[row];
        }

        if (good == 0 || bad == 0)
        {
            var same = new bool[rows.Count];
            Array.Fill(same, good > 0);
            var (constantError, constantGamma) = constraints.Measure(same);
            return (constantError, constantGamma, (null, good > 0));
        }

        Fits++;
        var model = learner.Fit(favourable, weights);
        var (error, gamma) = constraints.Measure(learner.Decide(model));
        return (error, gamma, (model, null));
    }
}
