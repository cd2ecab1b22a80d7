using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Data;

/// <summary>Rows of a data set, by column. Immutable.</summary>
public sealed class Dataset
{
    private readonly bool[]? _favourable;
    private readonly double[]? _weights;

    internal Dataset(
        DatasetSchema schema,
        int count,
        IReadOnlyList<FeatureColumn> features,
        bool[]? favourable,
        double[]? weights,
        IReadOnlyList<GroupColumn> groups,
        IReadOnlyDictionary<string, string[]> extra,
        IReadOnlyList<string> remarks)
    {
        Schema = schema;
        Count = count;
        Features = features;
        _favourable = favourable;
        _weights = weights;
        Groups = groups;
        Extra = extra;
        Remarks = remarks;
    }

    public DatasetSchema Schema { get; }

    /// <summary>What the rows came from, for faults.</summary>
    internal string Source { get; init; } = "the data";

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>By slot.</summary>
    public IReadOnlyList<FeatureColumn> Features { get; }

    public bool HasOutcomes => _favourable is not null;

    /// <summary>True where the outcome is favourable; empty when the file had no label.</summary>
    public ReadOnlySpan<bool> Favourable => _favourable;

    /// <summary>Row weights; empty when every row counts one.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>The protected attributes that the file holds.</summary>
    public IReadOnlyList<GroupColumn> Groups { get; }

    /// <summary>Columns that were asked for beside the schema's, as text.</summary>
    public IReadOnlyDictionary<string, string[]> Extra { get; }

    /// <summary>What a reader should know of the values: how many are missing or out of range, by column.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>Rows that come from no file.</summary>
    /// <param name="schema">What the columns mean.</param>
    /// <param name="features">By slot, all of the same length.</param>
    /// <param name="favourable">Outcomes by row.</param>
    /// <param name="groups">Protected attributes by row.</param>
    /// <param name="source">What to call the rows in faults.</param>
    /// <exception cref="ArgumentException">The columns are not the schema's, or not of one length.</exception>
    public static Dataset Of(DatasetSchema schema, IReadOnlyList<FeatureColumn> features, bool[] favourable, IReadOnlyList<GroupColumn> groups, string source)
    {
        if (!features.Select(column => column.Feature.Name).SequenceEqual(schema.Features.Select(feature => feature.Name))
            || features.Any(column => column.Count != favourable.Length) || groups.Any(column => column.Codes.Length != favourable.Length))
        {
            throw new ArgumentException("there must be a column per feature of the schema, in its order, and a value per row in each", nameof(features));
        }

        return new Dataset(schema, favourable.Length, features, favourable, null, groups, new Dictionary<string, string[]>(), []) { Source = source };
    }

    /// <summary>The same columns under other outcomes and weights, by row.</summary>
    /// <param name="favourable">One per row.</param>
    /// <param name="weights">One per row, finite and not negative.</param>
    /// <exception cref="ArgumentException">There is not one per row, or a weight is impossible.</exception>
    public Dataset With(bool[] favourable, double[] weights)
    {
        if (favourable.Length != Count || weights.Length != Count)
        {
            throw new ArgumentException($"{favourable.Length} outcomes and {weights.Length} weights were given for {Count} rows", nameof(favourable));
        }

        if (!Array.TrueForAll(weights, weight => double.IsFinite(weight) && weight >= 0))
        {
            throw new ArgumentException("weights must be finite and not negative", nameof(weights));
        }

        return new Dataset(Schema, Count, Features, favourable, weights, Groups, Extra, Remarks) { Source = Source };
    }

    /// <summary>The same rows by another schema's features and protected attributes.</summary>
    /// <exception cref="ArgumentException">A feature of it is not there.</exception>
    public Dataset Project(DatasetSchema schema)
    {
        var features = schema.Features.Select(feature => Features.FirstOrDefault(column => column.Feature.Name == feature.Name && column.Feature.Kind == feature.Kind)
            ?? throw new ArgumentException($"the rows have no {feature.Kind} feature '{feature.Name}'", nameof(schema)));
        var groups = from attribute in schema.Protected
                     join column in Groups on attribute.Name equals column.Attribute.Name
                     select new GroupColumn(attribute, column.Codes.ToArray(), column.Groups);
        return new Dataset(schema, Count, [.. features], _favourable, _weights, [.. groups], Extra, Remarks) { Source = Source };
    }

    public double WeightOf(int row) => _weights is null ? 1 : _weights[row];
}
