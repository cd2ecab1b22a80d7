using CreditAI.Scoring.Data;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Training;

/// <summary>
/// The scorecard of credit practice: each feature is binned by outcome, a bin's value is its weight of evidence, and a ridge
/// logistic regression weighs the features. A feature whose coefficient turns against its own evidence beside the others is
/// left out and said so: its points would give an applicant a reason that is the opposite of the truth.
/// </summary>
public static class LogisticTrainer
{
    public const string Name = "logistic";

    /// <param name="data">Rows with outcomes.</param>
    /// <param name="rows">The training rows.</param>
    /// <param name="options">Null: the defaults.</param>
    /// <param name="scale">Null: 600 points at 50:1, 20 to double the odds.</param>
    /// <returns>A scorecard whose lineage holds the trainer's parameters and notes and nothing else yet.</returns>
    /// <exception cref="DatasetException">The training rows hold one outcome only.</exception>
    public static Scorecard Fit(Dataset data, int[] rows, LogisticOptions? options = null, PointScale? scale = null)
    {
        options ??= new LogisticOptions();
        scale ??= new PointScale();
        var population = Tally.Of(data, rows);
        var tables = Bin(data, rows, population, options);
        List<string> notes = [.. data.Schema.Features.Where(feature => options.Breaks.ContainsKey(feature.Name))
            .Select(feature => $"{feature.Name}: its bins were given, not chosen by the outcomes")];
        var fit = FitCoefficients(data, rows, tables, options, notes);
        var terms = tables.Select((table, slot) => table.ToTerm(data.Schema.Features[slot], fit.Coefficients[slot] * scale.Factor));
        return new Scorecard(data.Schema, scale, scale.PointsAt(fit.Intercept), terms, new Lineage
        {
            Trainer = Name,
            CodeVersion = CodeVersion.Current,
            Rows = rows.Length,
            Parameters = options.ToParameters(),
            Notes = notes,
        });
    }

    private static BinnedFeature[] Bin(Dataset data, int[] rows, Tally population, LogisticOptions options)
    {
        var binner = new FeatureBinner(data, rows, population, options);
        var evidence = new WeightOfEvidence(population, options.Smoothing);
        var tables = new BinnedFeature[data.Features.Count];
        Parallel.For(0, tables.Length, slot =>
            tables[slot] = BinnedFeature.Count(data, rows, data.Features[slot], binner.Bin(data.Features[slot]), evidence));
        return tables;
    }

    private static (double Intercept, double[] Coefficients) FitCoefficients(
        Dataset data, int[] rows, BinnedFeature[] tables, LogisticOptions options, List<string> notes)
    {
        var favourable = new bool[rows.Length];
        var weights = new double[rows.Length];
        for (var index = 0; index < rows.Length; index++)
        {
            favourable[index] = data.Favourable[rows[index]];
            weights[index] = data.WeightOf(rows[index]);
        }

        var slots = Enumerable.Range(0, tables.Length).ToList();
        foreach (var slot in slots.Where(slot => tables[slot].IsFlat).ToArray())
        {
            slots.Remove(slot);
            notes.Add($"{data.Schema.Features[slot].Name}: left out, its values do not tell outcomes apart");
        }

        while (true)
        {
            double[][] columns = [.. slots.Select(slot => tables[slot].Evidence)];
            var beta = new LogisticRegression(columns, favourable, weights, options.L2).Fit();
            var worst = Enumerable.Range(1, slots.Count).Append(0).MinBy(index => index == 0 ? 0 : beta[index]) - 1;
            if (worst < 0)
            {
                var coefficients = new double[tables.Length];
                for (var index = 0; index < slots.Count; index++)
                {
                    coefficients[slots[index]] = beta[index + 1];
                }

                return (beta[0], coefficients);
            }

            notes.Add($"{data.Schema.Features[slots[worst]].Name}: left out, beside the other features its points would turn against its own evidence");
            slots.RemoveAt(worst);
        }
    }
}
