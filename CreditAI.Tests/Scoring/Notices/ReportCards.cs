using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Tests.Scoring.Notices;

/// <summary>A scorecard with features of a consumer report, a bureau score among them.</summary>
internal static class ReportCards
{
    public static readonly DatasetSchema Schema = DatasetSchema.Parse(
        """
        {
          "name": "cards",
          "label": { "name": "repaid", "favourable": "yes", "unfavourable": "no" },
          "features": [
            { "name": "income", "kind": "numeric", "reason": "Income insufficient for the amount of credit requested" },
            { "name": "bureau_score", "kind": "numeric", "source": "consumerReport", "reason": "Credit history of the consumer report",
              "bureauScore": { "name": "Example Score 8", "lowest": 300, "highest": 850 } },
            { "name": "delinquencies", "kind": "numeric", "source": "consumerReport", "reason": "Delinquent past or present credit obligations with others" },
            { "name": "utilization", "kind": "numeric", "source": "consumerReport", "reason": "Proportion of balances to credit limits is too high" },
            { "name": "history", "kind": "numeric", "source": "consumerReport", "reason": "Limited credit experience" },
            { "name": "accounts", "kind": "numeric", "source": "consumerReport", "reason": "Too few accounts paid as agreed" },
            { "name": "inquiries", "kind": "numeric", "source": "consumerReport", "isInquiries": true,
              "reason": "Number of recent inquiries on consumer report" }
          ],
          "protected": [ { "name": "sex" }, { "name": "ethnicity" } ]
        }
        """);

    /// <summary>Below 1 each feature loses 10 points more than the one after it; from 1 on it loses none. Missing loses as much as below.</summary>
    public static Scorecard Card() => new(
        Schema, new PointScale(), 500, Schema.Features.Select((feature, slot) =>
        {
            var lost = -10.0 * (Schema.Features.Count - slot);
            return new FeatureTerm(feature, new NumericBinning(feature, [1]), [new(0, 0, 0, lost), new(0, 0, 0, 0), new(10, 5, 0, lost), new(10, 5, 0, 0)]);
        }),
        new Lineage { Trainer = "logistic", CodeVersion = "test" });
}
