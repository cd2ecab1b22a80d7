using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Tests.Scoring;

/// <summary>A scorecard small enough to check by hand.</summary>
internal static class Cards
{
    public static readonly DatasetSchema Schema = DatasetSchema.Parse(
        """
        {
          "name": "loans",
          "label": { "name": "repaid", "favourable": "yes", "unfavourable": "no" },
          "features": [
            { "name": "debt_ratio", "kind": "numeric", "direction": "decreasing", "minimum": 0, "maximum": 3,
              "displayName": "Debt-to-income ratio", "reason": "Debt is high for the income", "missingReason": "Income could not be verified",
              "actionable": "decrease" },
            { "name": "housing", "kind": "categorical", "displayName": "Housing", "reason": "Housing situation",
              "levels": { "R": "rents", "O": "owns" } },
            { "name": "inquiries", "kind": "numeric", "direction": "decreasing", "reason": "Too many recent inquiries" }
          ],
          "protected": [
            { "name": "sex", "privileged": "male", "groups": { "1": "male", "2": "female" } },
            { "name": "age", "bands": [ { "name": "25 and under" }, { "name": "over 25", "from": 26 } ], "privileged": "over 25" }
          ]
        }
        """);

    public static Scorecard Small(Lineage? lineage = null)
    {
        var (debt, housing, inquiries) = (Schema.Features[0], Schema.Features[1], Schema.Features[2]);
        return new Scorecard(Schema, new PointScale(), 500, [
            new FeatureTerm(debt, new NumericBinning(debt, [0.2, 0.4]), Bins(-30, 0, 20, 5, -25)),
            new FeatureTerm(housing, new CategoricalBinning(housing, [["O"], ["R", "F"]]), Bins(0, 0, 10, -10)),
            new FeatureTerm(inquiries, new NumericBinning(inquiries, [1, 4]), Bins(0, 0, 12, 3.5, -40)),
        ], lineage ?? new Lineage { Trainer = "logistic", CodeVersion = "test", Rows = 30, ScoreQuantiles = [400, 450, 500, 550, 600] });
    }

    /// <summary>An application with each field as it would be sent; null is missing.</summary>
    public static FeatureVector Vector(Scorecard card, double? debt, string? housing, double? inquiries)
    {
        var vector = card.NewVector();
        vector.SetNumber(0, debt ?? double.NaN);
        if (housing is null)
        {
            vector.SetMissing(1);
        }
        else
        {
            vector.SetLevel(1, housing);
        }

        vector.SetNumber(2, inquiries ?? double.NaN);
        return vector;
    }

    private static IEnumerable<Bin> Bins(params double[] points) =>
        points.Select((value, index) => new Bin(index < Binning.First ? 0 : 10, index < Binning.First ? 0 : 5, value / 30, value));
}
