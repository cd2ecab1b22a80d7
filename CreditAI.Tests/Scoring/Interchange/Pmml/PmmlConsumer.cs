using System.Globalization;
using System.Xml.Linq;

namespace CreditAI.Tests.Scoring.Interchange.Pmml;

/// <summary>
/// Evaluates a PMML scorecard as its specification says, and knows nothing of ours: field preparation (Mining Schema), derived
/// fields (Transformations), predicates in three-valued logic (Tree Model), partial scores and reason codes (Scorecard), outputs.
/// A value is a double, an int or a text; null is missing.
/// </summary>
internal sealed class PmmlConsumer
{
    private static readonly XNamespace Pmml = PmmlStructure.Namespace;

    private readonly XElement _root;
    private readonly XElement _scorecard;
    private readonly Dictionary<string, XElement> _fields;
    private readonly (string Code, double Baseline, (Func<Dictionary<string, object?>, bool?> Predicate, double Points)[] Attributes)[] _characteristics;

    public PmmlConsumer(byte[] document)
    {
        using var stream = new MemoryStream(document);
        _root = XDocument.Load(stream, LoadOptions.PreserveWhitespace).Root!;
        PmmlStructure.Check(_root);
        _scorecard = _root.Element(Pmml + "Scorecard")!;
        _fields = _root.Element(Pmml + "DataDictionary")!.Elements(Pmml + "DataField").ToDictionary(field => Of(field, "name"));
        _characteristics = [.. _scorecard.Element(Pmml + "Characteristics")!.Elements().Select(one => (
            Of(one, "reasonCode"),
            Number(Of(one, "baselineScore")),
            one.Elements(Pmml + "Attribute").Select(attribute => (Predicate(attribute.Elements().Single()), Number(Of(attribute, "partialScore")))).ToArray()))];
    }

    public PmmlScore Score(IReadOnlyDictionary<string, object?> row)
    {
        var values = _scorecard.Element(Pmml + "MiningSchema")!.Elements()
            .Where(field => Of(field, "usageType") == "active")
            .ToDictionary(field => Of(field, "name"), field => Prepare(field, row[Of(field, "name")]));
        foreach (var derived in _scorecard.Element(Pmml + "LocalTransformations")?.Elements() ?? [])
        {
            values[Of(derived, "name")] = Cast(Evaluate(derived.Elements().Single(), values), Of(derived, "dataType"));
        }

        var points = Number(Of(_scorecard, "initialScore"));
        var lost = new Dictionary<string, double>();
        Assert.Equal(("true", "pointsBelow"), (Of(_scorecard, "useReasonCodes"), Of(_scorecard, "reasonCodeAlgorithm")));
        foreach (var (code, baseline, attributes) in _characteristics)
        {
            var partial = attributes.First(attribute => attribute.Predicate(values) == true).Points;
            points += partial;
            lost[code] = lost.GetValueOrDefault(code) + (baseline - partial);
        }

        return Answer(points, lost);
    }

    private PmmlScore Answer(double points, Dictionary<string, double> lost)
    {
        // OrderByDescending is stable, so that of equal codes the first in the document comes first. What is left of a sum by rounding is no loss.
        string[] ranked = [.. lost.Where(pair => pair.Value > 1e-11).OrderByDescending(pair => pair.Value).Select(pair => pair.Key)];
        var outputs = new Dictionary<string, object?>();
        foreach (var field in _scorecard.Element(Pmml + "Output")!.Elements())
        {
            outputs[Of(field, "name")] = Of(field, "feature") switch
            {
                "predictedValue" => points,
                "reasonCode" => ranked.ElementAtOrDefault(int.Parse(Of(field, "rank"), CultureInfo.InvariantCulture) - 1),
                "transformedValue" => Evaluate(field.Elements().Single(), outputs),
                var other => throw new NotSupportedException(other),
            };
        }

        return new PmmlScore(
            (double)outputs["points"]!, (double)outputs["probability_of_default"]!, lost, [.. Enumerable.Range(1, 4).Select(rank => (string?)outputs[$"reason_{rank}"])]);
    }

    private object? Prepare(XElement miningField, object? value)
    {
        var field = _fields[Of(miningField, "name")];
        if (value is null || field.Elements(Pmml + "Value").Any(one => Of(one, "property") == "missing" && Of(one, "value") == value as string))
        {
            return null;
        }

        XElement[] intervals = [.. field.Elements(Pmml + "Interval")];
        var isValid = intervals.Length == 0 || intervals.Any(interval => Contains(interval, (double)value));
        return isValid || Of(miningField, "invalidValueTreatment") == "asIs" ? value : throw new InvalidOperationException($"{value} is invalid");
    }

    private static object? Evaluate(XElement expression, Dictionary<string, object?> values)
    {
        switch (expression.Name.LocalName)
        {
            case "Constant":
                return Cast(expression.Value, Of(expression, "dataType"));
            case "FieldRef":
                return values[Of(expression, "field")];
            case "Apply":
                object?[] arguments = [.. expression.Elements().Select(argument => Evaluate(argument, values))];
                return arguments.Contains(null) ? null : Apply(Of(expression, "function"), [.. arguments.Select(argument => Convert.ToDouble(argument, CultureInfo.InvariantCulture))]);
            case "Discretize":
                return values[Of(expression, "field")] is double number
                    ? expression.Elements().Where(bin => Contains(bin.Elements().Single(), number)).Select(bin => Of(bin, "binValue")).SingleOrDefault() ?? Of(expression, "defaultValue")
                    : Of(expression, "mapMissingTo");
            case "MapValues":
                var pair = expression.Element(Pmml + "FieldColumnPair")!;
                return values[Of(pair, "field")] is string level
                    ? expression.Descendants(Pmml + "row").Where(row => row.Element(Pmml + Of(pair, "column"))!.Value == level)
                        .Select(row => row.Element(Pmml + Of(expression, "outputColumn"))!.Value).SingleOrDefault() ?? Of(expression, "defaultValue")
                    : Of(expression, "mapMissingTo");
            default:
                throw new NotSupportedException(expression.Name.LocalName);
        }
    }

    private static double Apply(string function, double[] arguments) => (function, arguments) switch
    {
        ("+", [var a, var b]) => a + b,
        ("-", [var a, var b]) => a - b,
        ("*", [var a, var b]) => a * b,
        ("/", [var a, var b]) => a / b,
        ("exp", [var a]) => Math.Exp(a),
        _ => throw new NotSupportedException(function),
    };

    // Null is unknown: a comparison with a missing value.
    private static Func<Dictionary<string, object?>, bool?> Predicate(XElement predicate)
    {
        if (predicate.Name.LocalName == "True")
        {
            return _ => true;
        }

        if (predicate.Name.LocalName == "SimplePredicate")
        {
            var (field, holds) = (Of(predicate, "field"), Comparison(Of(predicate, "operator"), (string?)predicate.Attribute("value")));
            return values => holds(values[field]);
        }

        Func<Dictionary<string, object?>, bool?>[] parts = [.. predicate.Elements().Select(Predicate)];
        var decisive = Of(predicate, "booleanOperator") == "or";
        return values =>
        {
            bool? whole = !decisive;
            foreach (var part in parts)
            {
                if (part(values) is not { } known)
                {
                    whole = null;
                }
                else if (known == decisive)
                {
                    return decisive;
                }
            }

            return whole;
        };
    }

    private static Func<object?, bool?> Comparison(string comparison, string? literal)
    {
        if (comparison == "isMissing")
        {
            return value => value is null;
        }

        var number = double.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? parsed : double.NaN;
        return value => (comparison, value) switch
        {
            (_, null) => null,
            ("equal", string text) => text == literal,
            ("equal", int whole) => whole == number,
            ("greaterOrEqual", double given) => given >= number,
            ("lessThan", double given) => given < number,
            ("lessOrEqual", double given) => given <= number,
            _ => throw new NotSupportedException(comparison),
        };
    }

    private static bool Contains(XElement interval, double value)
    {
        var (left, right) = ((string?)interval.Attribute("leftMargin"), (string?)interval.Attribute("rightMargin"));
        var below = right is null || value < Number(right) || (Of(interval, "closure") == "closedClosed" && value == Number(right));
        return below && (left is null || value >= Number(left));
    }

    private static object? Cast(object? value, string type) => type switch
    {
        _ when value is null => null,
        "integer" => Convert.ToInt32(value, CultureInfo.InvariantCulture),
        "double" => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException(type),
    };

    private static string Of(XElement element, string attribute) => (string)element.Attribute(attribute)!;

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
