using System.Xml;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Interchange.Pmml;

/// <summary>
/// A scorecard as a PMML 4.4 Scorecard (Data Mining Group): a characteristic per feature, its bins as attributes, reason codes
/// by points below the baseline. A pair comes as two characteristics of half its points, one under each feature's reason code,
/// since consumers add up what characteristics of one reason code lost: that is the engine's rule of sharing half and half.
/// </summary>
public static class PmmlScorecard
{
    internal const string Namespace = "http://www.dmg.org/PMML-4_4";

    /// <exception cref="InexpressibleException">A name or level has a character that XML 1.0 cannot hold, or a feature is named as a result is.</exception>
    public static byte[] Write(Scorecard scorecard, ReasonBasis basis)
    {
        string[] reasons = [.. Enumerable.Range(1, ScorecardReasons.Usual).Select(rank => $"reason_{rank}")];
        string[] results = [ExchangeNames.Points, ExchangeNames.ProbabilityOfDefault, .. reasons];
        ExchangeNames.Check(scorecard, "PMML", results, Fault, told: true);
        using var buffer = new MemoryStream();
        using (var xml = new PmmlWriter(buffer))
        {
            var fields = new PmmlFields(scorecard, results);
            xml.Element("PMML", [("version", "4.4")], () =>
            {
                WriteHeader(xml, scorecard);
                fields.WriteDictionary(xml);
                WriteModel(xml, scorecard, basis, fields, reasons);
            });
        }

        return buffer.ToArray();
    }

    private static void WriteHeader(PmmlWriter xml, Scorecard scorecard) => xml.Element(
        "Header",
        [("description", "Points, higher is better, and the probability of default that they stand for."), ("modelVersion", scorecard.Version)],
        () => xml.Element("Application", [("name", "CreditAI"), ("version", scorecard.Lineage.CodeVersion)]));

    private static void WriteModel(PmmlWriter xml, Scorecard scorecard, ReasonBasis basis, PmmlFields fields, string[] reasons)
    {
        var characteristics = new PmmlCharacteristics(scorecard, basis, fields);
        xml.Element(
            "Scorecard",
            [
                ("modelName", scorecard.Schema.Name),
                ("functionName", "regression"),
                ("algorithmName", scorecard.Lineage.Trainer),
                ("initialScore", PmmlWriter.Number(scorecard.BasePoints)),
                ("useReasonCodes", "true"),
                ("reasonCodeAlgorithm", "pointsBelow"),
                ("baselineMethod", characteristics.BaselineMethod),
            ],
            () =>
            {
                fields.WriteMiningSchema(xml);
                WriteOutput(xml, scorecard.Scale, reasons);
                fields.WriteTransformations(xml);
                characteristics.Write(xml);
            });
    }

    private static void WriteOutput(PmmlWriter xml, PointScale scale, string[] reasons) => xml.Element("Output", [], () =>
    {
        xml.Element("OutputField", [("name", ExchangeNames.Points), ("optype", "continuous"), ("dataType", "double"), ("feature", "predictedValue")]);
        foreach (var (index, reason) in reasons.Index())
        {
            (string, string?)[] ranked = [("name", reason), ("optype", "categorical"), ("dataType", "string"), ("feature", "reasonCode"), ("rank", PmmlWriter.Whole(index + 1))];
            xml.Element("OutputField", ranked);
        }

        xml.Element(
            "OutputField",
            [("name", ExchangeNames.ProbabilityOfDefault), ("optype", "continuous"), ("dataType", "double"), ("feature", "transformedValue")],
            () => WriteProbabilityOfDefault(xml, scale));
    });

    // 1 / (1 + exp((points − offset) / factor))
    private static void WriteProbabilityOfDefault(PmmlWriter xml, PointScale scale) => xml.Apply(
        "/",
        () => xml.Constant(1),
        () => xml.Apply(
            "+",
            () => xml.Constant(1),
            () => xml.Apply("exp", () => xml.Apply(
                "/",
                () => xml.Apply("-", () => xml.Reference(ExchangeNames.Points), () => xml.Constant(scale.Offset)),
                () => xml.Constant(scale.Factor)))));

    private static string? Fault(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value))
            {
                return $"holds the character U+{rune.Value:X4}, which XML 1.0 has no way to write";
            }
        }

        return null;
    }
}
