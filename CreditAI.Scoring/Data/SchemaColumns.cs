using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Data;

/// <summary>The readers that a schema asks for.</summary>
internal sealed class SchemaColumns
{
    private readonly DatasetSchema _schema;
    private readonly HashSet<string> _optional = new(StringComparer.Ordinal);
    private readonly List<ColumnReader> _readers = [];

    public SchemaColumns(DatasetSchema schema, CsvOptions options)
    {
        _schema = schema;
        _readers.AddRange(schema.Features.Select(feature => feature.Kind == FeatureKind.Numeric
            ? (ColumnReader)new NumberReader(feature, schema.Missing)
            : new LevelReader(feature, schema.Missing)));
        _readers.Add(new LabelReader(schema.Label, schema.Missing));
        _readers.AddRange(schema.Protected.Select(attribute => new GroupReader(attribute, schema.Missing)));
        if (schema.Weight is { } weight)
        {
            _readers.Add(new WeightReader(weight));
            if (!options.RequireLabel)
            {
                _optional.Add(weight);
            }
        }

        // A column may be both a schema's and asked for as text, so extras have readers of their own.
        _readers.AddRange(options.Extra.Select(name => new ExtraReader(name)));
        if (!options.RequireLabel)
        {
            _optional.Add(schema.Label.Name);
        }

        if (!options.RequireProtected)
        {
            _optional.UnionWith(schema.Protected.Select(attribute => attribute.Name));
        }
    }

    public IReadOnlyList<ColumnReader> Readers => _readers;

    public bool Names(string column) => _readers.Exists(reader => reader.Name == column);

    /// <summary>Finds the columns in the header; those that are optional and absent are given up.</summary>
    /// <returns>The required columns that are absent.</returns>
    public IReadOnlyList<string> Locate(string[] header)
    {
        var absent = new List<string>();
        foreach (var reader in _readers.ToArray())
        {
            reader.Index = Array.IndexOf(header, reader.Name);
            if (reader.Index >= 0)
            {
                continue;
            }

            _readers.Remove(reader);
            if (!_optional.Contains(reader.Name))
            {
                absent.Add(reader.Name);
            }
        }

        return absent;
    }

    /// <param name="file">What the data came from, for faults.</param>
    public Dataset Build(string file)
    {
        var remarks = new List<string>();
        var features = new List<FeatureColumn>();
        foreach (var reader in _readers)
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
            _readers.OfType<LabelReader>().SingleOrDefault()?.Build(),
            _readers.OfType<WeightReader>().SingleOrDefault()?.Build(),
            [.. _readers.OfType<GroupReader>().Select(reader => reader.Build())],
            _readers.OfType<ExtraReader>().ToDictionary(reader => reader.Name, reader => reader.Build(), StringComparer.Ordinal),
            remarks)
        {
            Source = file,
        };
    }
}
