using System.Text;
using CreditAI.Scoring.Documents;
using CreditAI.Scoring.Policies;

namespace CreditAI.Tests.Scoring.Policies;

public sealed class PolicyTests
{
    internal const string Whole = """
        {
          "cutOffs": { "approveAt": 530, "declineBelow": 510 }, "reasonMethod": "mean", "canaryShare": 0.25,
          "fairness": {
            "demographicParity": { "warning": 0.05, "critical": 0.1 }, "equalizedOdds": { "warning": 0.05, "critical": 0.1 },
            "calibration": { "warning": 0.05, "critical": 0.1 }, "adverseImpactRatio": { "warning": 0.9, "critical": 0.8 },
            "minimumGroup": 30, "legalMeaning": "For counsel."
          },
          "retentionMonths": 36,
          "notice": {
            "creditorName": "Example Bank", "creditorAddress": "1 Main Street\nSpringfield", "agencyName": "Example Bureau", "agencyAddress": "PO Box 1",
            "agencyPhone": "1-800-555-0100", "enforcementAgency": "Bureau of Consumer Financial Protection, 1700 G Street NW, Washington, DC 20006",
            "personReviewsDeclines": true
          }
        }
        """;

    [Fact]
    public void Parse_ThresholdsThatCameLater_StandAtTheirDefaultsUntilThePolicyNamesThem()
    {
        var before = Policy.Parse(Encoding.UTF8.GetBytes(Whole)).Fairness;
        var after = Policy.Parse(Encoding.UTF8.GetBytes(Whole.Replace(
            "\"minimumGroup\"", """ "stability": { "warning": 0.2, "critical": 0.3 }, "rateDrift": { "warning": 0.01, "critical": 0.02 }, "minimumGroup" """,
            StringComparison.Ordinal))).Fairness;

        Assert.Equal((new(0.05, 0.10), new(0.05, 0.10), new(0.10, 0.25)), (before.PredictiveParity, before.RateDrift, before.Stability));
        Assert.Equal((new(0.05, 0.10), new(0.01, 0.02), new(0.2, 0.3)), (after.PredictiveParity, after.RateDrift, after.Stability));
    }

    [Fact]
    public void Parse_Actions_StandAtTheirDefaultsUntilThePolicyNamesThem()
    {
        var before = Policy.Parse(Encoding.UTF8.GetBytes(Whole)).Actions;
        var after = Policy.Parse(Encoding.UTF8.GetBytes(Whole.Replace(
            "\"retentionMonths\"", """ "actions": { "demoteChampion": "critical", "notify": "never" }, "retentionMonths" """, StringComparison.Ordinal)));

        Assert.Equal(new ActionPolicy(ActionLevel.Warning, ActionLevel.Critical, ActionLevel.Never), before);
        Assert.Equal(new ActionPolicy(ActionLevel.Never, ActionLevel.Critical, ActionLevel.Critical), after.Actions);
        Assert.Equal(after, Policy.Parse(after.ToUtf8Json()));
        var fault = Assert.Throws<InvalidDocumentException>(() => Policy.Parse(Encoding.UTF8.GetBytes(Whole.Replace(
            "\"retentionMonths\"", """ "actions": { "notify": "always", "page": "never" }, "retentionMonths" """, StringComparison.Ordinal))));
        Assert.Equal(["$.actions.notify", "$.actions.page"], fault.Errors.Select(error => error.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Parse_OfWhatWasWritten_IsTheSame()
    {
        var policy = Policy.Parse(Encoding.UTF8.GetBytes(Whole));

        Assert.Equal(policy, Policy.Parse(policy.ToUtf8Json()));
        Assert.Equal((530, 510, 36), (policy.CutOffs!.Approve, policy.CutOffs.Decline, policy.RetentionMonths));
    }

    [Fact]
    public void Parse_SeveralFaults_AreAllNamed()
    {
        var fault = Assert.Throws<InvalidDocumentException>(() => Policy.Parse(Encoding.UTF8.GetBytes("""
            { "cutOffs": { "approveAt": 500, "declineBelow": 510 }, "reasonMethod": "worst", "canaryShare": 1.5, "retentionMonths": 24, "color": "red",
              "fairness": { "demographicParity": { "warning": 0.2, "critical": 0.1 }, "calibration": { "warning": 0.05, "critical": 0.1 },
                "adverseImpactRatio": { "warning": 0.8, "critical": 0.9 }, "minimumGroup": 0 },
              "notice": { "creditorName": "a\u0007b", "personReviewsDeclines": "yes" } }
            """)));

        Assert.Equal(
            [
                "$.canaryShare", "$.color", "$.cutOffs.declineBelow", "$.fairness.adverseImpactRatio.critical", "$.fairness.demographicParity.critical",
                "$.fairness.equalizedOdds", "$.fairness.minimumGroup", "$.notice.creditorName", "$.notice.personReviewsDeclines", "$.reasonMethod",
                "$.retentionMonths",
            ],
            fault.Errors.Select(error => error.Path).Order(StringComparer.Ordinal));
    }
}
