using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Interchange.Pmml;

/// <summary>
/// The characteristics. Attributes do not overlap, but for the last one, which is whatever no other took: a level unseen, a
/// number out of range. A predicate over a missing value is unknown and takes nothing, so only the first one takes it.
/// </summary>
internal sealed class PmmlCharacteristics(Scorecard scorecard, ReasonBasis basis, PmmlFields fields)
{
    /// <summary>Informational: "max" only where no bin, the missing one included, earns more than the baseline.</summary>
    public string BaselineMethod => basis == ReasonBasis.Mean ? "mean"
        : scorecard.Terms.All(term => term.Bins.Max(bin => bin.Points) == term.BestPoints) && scorecard.Pairs.All(pair => pair.Points.ToArray().Max() == pair.BestPoints) ? "max"
        : "other";

    public void Write(PmmlWriter xml) => xml.Element("Characteristics", [], () =>
    {
        foreach (var term in scorecard.Terms)
        {
            WriteTerm(xml, term);
        }

        for (var index = 0; index < scorecard.Pairs.Count; index++)
        {
            WriteHalf(xml, index, scorecard.Pairs[index].First);
            WriteHalf(xml, index, scorecard.Pairs[index].Second);
        }
    });

    private void WriteTerm(PmmlWriter xml, FeatureTerm term)
    {
        var name = term.Feature.Name;
        Characteristic(xml, term, term.Feature.DisplayName, basis == ReasonBasis.Best ? term.BestPoints : term.MeanPoints, () =>
        {
            Attribute(Binning.Missing, () => Predicate(xml, name, "isMissing"));
            if (term.Binning is NumericBinning numeric)
            {
                foreach (var range in PmmlRange.Of(numeric))
                {
                    Attribute(range.Bin, () => Compound(xml, "and", [
                        () => Predicate(xml, name, "greaterOrEqual", PmmlWriter.Number(range.From)),
                        () => Predicate(xml, name, range.IsClosed ? "lessOrEqual" : "lessThan", PmmlWriter.Number(range.To)),
                    ]));
                }
            }
            else
            {
                foreach (var (index, levels) in ((CategoricalBinning)term.Binning).Groups.Index())
                {
                    Attribute((ushort)(Binning.First + index), () => Compound(xml, "or", [.. levels.Select(level => (Action)(() => Predicate(xml, name, "equal", level)))]));
                }
            }

            Attribute(Binning.Other, () => xml.Element("True", []));
        });

        void Attribute(ushort bin, Action predicate) => PmmlCharacteristics.Attribute(xml, term.PointsOf(bin), predicate);
    }

    // Half is exact in binary, so the two halves add up to the whole.
    private void WriteHalf(PmmlWriter xml, int index, int slot)
    {
        var pair = scorecard.Pairs[index];
        var other = scorecard.Terms[slot == pair.First ? pair.Second : pair.First].Feature;
        var term = scorecard.Terms[slot];
        Characteristic(xml, term, $"{term.Feature.DisplayName}, with {other.DisplayName}", (basis == ReasonBasis.Best ? pair.BestPoints : pair.MeanPoints) / 2, () =>
        {
            for (var cell = 0; cell < pair.Points.Length; cell++)
            {
                var value = PmmlWriter.Whole(cell);
                Attribute(xml, pair.Points[cell] / 2, () => Predicate(xml, fields.CellOf(index), "equal", value));
            }
        });
    }

    private static void Characteristic(PmmlWriter xml, FeatureTerm term, string name, double baseline, Action attributes) => xml.Element(
        "Characteristic",
        [("name", name), ("reasonCode", term.Feature.Name), ("baselineScore", PmmlWriter.Number(baseline))],
        () =>
        {
            xml.Element("Extension", [("name", "reason"), ("value", term.Feature.Reason)]);
            if (term.Feature.MissingReason is { } missing)
            {
                xml.Element("Extension", [("name", "missingReason"), ("value", missing)]);
            }

            attributes();
        });

    private static void Attribute(PmmlWriter xml, double points, Action predicate) => xml.Element("Attribute", [("partialScore", PmmlWriter.Number(points))], predicate);

    private static void Predicate(PmmlWriter xml, string field, string comparison, string? value = null) =>
        xml.Element("SimplePredicate", [("field", field), ("operator", comparison), ("value", value)]);

    // A compound predicate takes two or more.
    private static void Compound(PmmlWriter xml, string combination, Action[] predicates)
    {
        if (predicates.Length == 1)
        {
            predicates[0]();
        }
        else
        {
            xml.Element("CompoundPredicate", [("booleanOperator", combination)], () => Array.ForEach(predicates, predicate => predicate()));
        }
    }
}
