using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Data;

/// <summary>The readers that a schema asks for.</summary>
internal sealed class SchemaColumns : ColumnSet
{
    private readonly DatasetSchema _schema;

    public SchemaColumns(DatasetSchema schema, CsvOptions options)
    {
        _schema = schema;
        AddRange(schema.Features.Select(feature => feature.Kind == FeatureKind.Numeric
            ? (ColumnReader)new NumberReader(feature, schema.Missing)
            : new LevelReader(feature, schema.Missing)));
        Add(new LabelReader(schema.Label, schema.Missing));
        AddRange(schema.Protected.Select(attribute => new GroupReader(attribute, schema.Missing)));
        if (schema.Weight is { } weight)
        {
            Add(new WeightReader(weight));
            if (!options.RequireLabel)
            {
                AllowAbsent([weight]);
            }
        }

        // A column may be both a schema's and asked for as text, so extras have readers of their own.
        AddRange(options.Extra.Select(name => new ExtraReader(name)));
        if (!options.RequireLabel)
        {
            AllowAbsent([schema.Label.Name]);
        }

        if (!options.RequireProtected)
        {
            AllowAbsent(schema.Protected.Select(attribute => attribute.Name));
        }
    }

    public override string Asker => "the schema";

    /// <param name="file">What the data came from, for faults.</param>
    public Dataset Build(string file)
    {
        var remarks = new List<string>();
        var features = new List<FeatureColumn>();
        foreach (var reader in Readers)
        {
            if (reader is NumberReader number)
            {
                features.Add(number.Build(remarks));
            }
            else if (reader is LevelReader level)
            {
                features.Add(level.Build(remarks));
            }
        }

        return new Dataset(
            _schema,
            features[0].Count,
            features,
            Readers.OfType<LabelReader>().SingleOrDefault()?.Build(),
            Readers.OfType<WeightReader>().SingleOrDefault()?.Build(),
            [.. Readers.OfType<GroupReader>().Select(reader => reader.Build())],
            Readers.OfType<ExtraReader>().ToDictionary(reader => reader.Name, reader => reader.Build(), StringComparer.Ordinal),
            remarks)
        {
            Source = file,
        };
    }
}
