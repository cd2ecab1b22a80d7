using System.Text;
using System.Text.Json;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Metrics;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Ledger.Registry;

/// <summary>What the registry is told of a scorecard.</summary>
public static class ScorecardPublication
{
    private const double UsualApprovalRate = 0.7;
    private const double UsualReferralRate = 0.05;

    /// <summary>The cut-offs of a version that is given none: 70 % of the training rows approved, 5 % referred.</summary>
    /// <exception cref="ArgumentException">The scorecard keeps no quantiles.</exception>
    public static CutOffs UsualCutOffs(this Scorecard scorecard)
        => CutOffs.FromRates(scorecard.Lineage.ScoreQuantiles, UsualApprovalRate, UsualReferralRate);

    /// <param name="scorecard">Its artifact is in the object store already, under its version.</param>
    /// <param name="name">Null: the data set's.</param>
    /// <param name="cutOffs">What it decides by.</param>
    /// <param name="basis">What its reasons are counted against.</param>
    /// <param name="by">Who publishes.</param>
    public static NewModelVersion ToNewVersion(this Scorecard scorecard, string? name, CutOffs cutOffs, ReasonBasis basis, string by) => new(
        name ?? scorecard.Schema.Name, scorecard.Version, cutOffs.Approve, cutOffs.Decline, MetricsOf(scorecard.Lineage), by,
        scorecard.Schema.Protected.Where(attribute => attribute.Privileged is not null).ToDictionary(attribute => attribute.Name, attribute => attribute.Privileged!),
        basis, [.. scorecard.Schema.Features.Select(feature => feature.Name)]);

    private static string MetricsOf(Lineage lineage)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            PerformanceDocument.Write(json, "train", lineage.Train);
            PerformanceDocument.Write(json, "test", lineage.Test);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
