using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Interchange.Pmml;

/// <summary>
/// The fields: one per feature, the score, and for each pair its row, column and cell. Attributes of one characteristic may only
/// refer to a single field, so a pair's cell is derived first.
/// </summary>
internal sealed class PmmlFields
{
    private readonly Scorecard _scorecard;
    private readonly HashSet<string> _names;
    private readonly string _score;
    private readonly string[] _cells;

    public PmmlFields(Scorecard scorecard, IEnumerable<string> taken)
    {
        _scorecard = scorecard;
        _names = [.. taken, .. scorecard.Terms.Select(term => term.Feature.Name)];
        _score = Unique("score");
        _cells = [.. scorecard.Pairs.Select((_, index) => Unique($"pair_{index + 1}"))];
    }

    /// <summary>The field that holds a pair's cell: row × columns + column.</summary>
    public string CellOf(int pair) => _cells[pair];

    public void WriteDictionary(PmmlWriter xml) => xml.Element("DataDictionary", [("numberOfFields", PmmlWriter.Whole(_scorecard.Terms.Count + 1))], () =>
    {
        foreach (var term in _scorecard.Terms)
        {
            xml.Element("DataField", Field(term), () => WriteDomain(xml, term.Binning));
        }

        xml.Element("DataField", [("name", _score), ("optype", "continuous"), ("dataType", "double")]);
    });

    // Values out of range and levels unseen are taken as they are: they have attributes of their own.
    public void WriteMiningSchema(PmmlWriter xml) => xml.Element("MiningSchema", [], () =>
    {
        foreach (var term in _scorecard.Terms)
        {
            xml.Element("MiningField", [("name", term.Feature.Name), ("usageType", "active"), ("invalidValueTreatment", "asIs")]);
        }

        xml.Element("MiningField", [("name", _score), ("usageType", "target")]);
    });

    public void WriteTransformations(PmmlWriter xml)
    {
        if (_scorecard.Pairs.Count == 0)
        {
            return;
        }

        xml.Element("LocalTransformations", [], () =>
        {
            for (var index = 0; index < _cells.Length; index++)
            {
                var pair = _scorecard.Pairs[index];
                var (row, column) = (Unique($"{_cells[index]}_row"), Unique($"{_cells[index]}_column"));
                Derive(xml, row, () => WriteGroups(xml, _scorecard.Terms[pair.First], [.. pair.FirstGroups]));
                Derive(xml, column, () => WriteGroups(xml, _scorecard.Terms[pair.Second], [.. pair.SecondGroups]));
                Derive(xml, _cells[index], () => xml.Apply(
                    "+",
                    () => xml.Apply("*", () => xml.Reference(row), () => xml.Whole("Constant", pair.Columns)),
                    () => xml.Reference(column)));
            }
        });
    }

    private static IEnumerable<(string, string?)> Field(FeatureTerm term) => term.Binning is NumericBinning
        ? [("name", term.Feature.Name), ("displayName", term.Feature.DisplayName), ("optype", "continuous"), ("dataType", "double")]
        : [("name", term.Feature.Name), ("displayName", term.Feature.DisplayName), ("optype", "categorical"), ("dataType", "string")];

    private void WriteDomain(PmmlWriter xml, Binning binning)
    {
        if (binning is NumericBinning { Minimum: not null } or NumericBinning { Maximum: not null })
        {
            var numeric = (NumericBinning)binning;
            xml.Element("Interval", [("closure", "closedClosed"), ("leftMargin", Optional(numeric.Minimum)), ("rightMargin", Optional(numeric.Maximum))]);
        }
        else if (binning is CategoricalBinning)
        {
            foreach (var marker in _scorecard.Schema.Missing)
            {
                xml.Element("Value", [("value", marker), ("property", "missing")]);
            }
        }
    }

    private static void Derive(PmmlWriter xml, string name, Action expression) =>
        xml.Element("DerivedField", [("name", name), ("optype", "categorical"), ("dataType", "integer")], expression);

    private static void WriteGroups(PmmlWriter xml, FeatureTerm term, ushort[] groups)
    {
        (string, string?)[] special = [("mapMissingTo", PmmlWriter.Whole(groups[Binning.Missing])), ("defaultValue", PmmlWriter.Whole(groups[Binning.Other])), ("dataType", "integer")];
        if (term.Binning is NumericBinning numeric)
        {
            xml.Element("Discretize", [("field", term.Feature.Name), .. special], () => WriteRanges(xml, numeric, groups));
        }
        else
        {
            xml.Element("MapValues", [("outputColumn", "group"), .. special], () => WriteLevels(xml, term.Feature.Name, (CategoricalBinning)term.Binning, groups));
        }
    }

    private static void WriteRanges(PmmlWriter xml, NumericBinning binning, ushort[] groups)
    {
        var ranges = new List<PmmlRange>();
        foreach (var range in PmmlRange.Of(binning))
        {
            if (ranges.Count > 0 && groups[ranges[^1].Bin] == groups[range.Bin])
            {
                ranges[^1] = ranges[^1] with { To = range.To, IsClosed = range.IsClosed };
            }
            else
            {
                ranges.Add(range);
            }
        }

        foreach (var range in ranges)
        {
            (string, string?)[] interval = [("closure", range.Closure), ("leftMargin", PmmlWriter.Number(range.From)), ("rightMargin", PmmlWriter.Number(range.To))];
            xml.Element("DiscretizeBin", [("binValue", PmmlWriter.Whole(groups[range.Bin]))], () => xml.Element("Interval", interval));
        }
    }

    private static void WriteLevels(PmmlWriter xml, string feature, CategoricalBinning binning, ushort[] groups)
    {
        xml.Element("FieldColumnPair", [("field", feature), ("column", "level")]);
        xml.Element("InlineTable", [], () =>
        {
            foreach (var (index, levels) in binning.Groups.Index())
            {
                foreach (var level in levels)
                {
                    xml.Element("row", [], () =>
                    {
                        xml.Text("level", level);
                        xml.Text("group", PmmlWriter.Whole(groups[Binning.First + index]));
                    });
                }
            }
        });
    }

    private static string? Optional(double? value) => value is { } number ? PmmlWriter.Number(number) : null;

    private string Unique(string name)
    {
        while (!_names.Add(name))
        {
            name += "_";
        }

        return name;
    }
}
