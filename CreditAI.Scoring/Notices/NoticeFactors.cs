using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Notices;

/// <summary>What a consumer report had to do with a decision.</summary>
internal static class NoticeFactors
{
    private const int MostFactors = 4;

    /// <summary>A value from a report was scored, or that there is none was a reason.</summary>
    public static bool ReportTookPart(Scorecard scorecard, DeclinedApplication application)
        => scorecard.Schema.Features.Index().Any(one => one.Item.Source == FeatureSource.ConsumerReport
            && (application.Bins[one.Index] != Binning.Missing || application.Reasons.Any(reason => reason.Feature == one.Item.Name)));

    public static ConsumerReportDisclosure? Disclose(Scorecard scorecard, DeclinedApplication application, NoticeParties parties)
        => ReportTookPart(scorecard, application)
            ? new ConsumerReportDisclosure(parties.AgencyName!, parties.AgencyAddress!, parties.AgencyPhone!, DiscloseScore(scorecard, application))
            : null;

    private static BureauScoreDisclosure? DiscloseScore(Scorecard scorecard, DeclinedApplication application)
        => application.BureauScore is { } value && scorecard.Schema.Features.FirstOrDefault(feature => feature.BureauScore is not null) is { BureauScore: { } score }
            ? new BureauScoreDisclosure(
                score.Name, value, score.Lowest, score.Highest, application.ScoreDate ?? DateOnly.FromDateTime(application.DecidedAt.UtcDateTime),
                application.KeyFactors is { Count: > 0 } told ? told : KeyFactors(scorecard, application))
            : null;

    /// <summary>The report's features that lost the most points; the number of inquiries joins as a fifth (15 USC 1681g(f)(9)).</summary>
    private static List<string> KeyFactors(Scorecard scorecard, DeclinedApplication application)
    {
        var bins = application.Bins.ToArray();
        var lost = new PointsLost[bins.Length];
        var ordered = lost[..scorecard.Explain(bins, application.Basis, lost)]
            .Select(one => (scorecard.Terms[one.Slot].Feature, scorecard.Tell(one).Text))
            .Where(one => one.Feature is { Source: FeatureSource.ConsumerReport, BureauScore: null })
            .DistinctBy(one => one.Text)
            .ToArray();
        var factors = ordered.Take(MostFactors).Select(one => one.Text).ToList();
        factors.AddRange(ordered.Skip(MostFactors).Where(one => one.Feature.IsInquiries).Select(one => one.Text));
        return factors;
    }
}
