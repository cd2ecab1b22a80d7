using CreditAI.Scoring.Data;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Strategies;

/// <summary>
/// What each of a row of cut-offs would do: approvals, their bad rate, adverse impact and profit. It assumes that everybody
/// approved would have behaved as those in the data did.
/// </summary>
public sealed record StrategyTable(IReadOnlyList<StrategyRow> Rows)
{
    /// <param name="scorecard">The scorecard.</param>
    /// <param name="data">Rows loaded by its schema; without outcomes, bad rates and profit are undefined.</param>
    /// <param name="rows">The rows to judge by.</param>
    /// <param name="approvalRates">Shares of these rows to approve, each above 0 and at most 1. Equal scores go together, so that a share may be exceeded.</param>
    /// <param name="stakes">Null: no profit is counted.</param>
    public static StrategyTable Of(Scorecard scorecard, Dataset data, int[] rows, IReadOnlyList<double> approvalRates, Stakes? stakes)
    {
        var points = scorecard.Points(scorecard.Encode(data));
        var ranking = new Ranking(data, rows, points);
        var all = ApprovalTally.Of(data, rows);
        var table = new List<StrategyRow>();
        var (approved, taken) = (new bool[data.Count], 0);
        var tally = ApprovalTally.Of(data, []);
        foreach (var cutOff in approvalRates.Order().Select(ranking.CutOffAt).Distinct())
        {
            var step = ApprovalTally.Of(data, []);
            for (; taken < ranking.Rows.Count && points[ranking.Rows[taken]] >= cutOff; taken++)
            {
                var row = ranking.Rows[taken];
                approved[row] = true;
                (tally, step) = (tally.Add(data, row), step.Add(data, row));
            }

            table.Add(new StrategyRow
            {
                ApproveAt = cutOff,
                ApprovalRate = tally.ShareOf(all),
                BadRate = tally.BadRate,
                MarginalBadRate = step.BadRate,
                Profit = stakes is null ? null : ProfitOf(tally, stakes),
                Fairness =
                [
                    .. data.Groups.Select(groups => FairnessMeasures.Of(
                        groups.Attribute.Name, GroupTallies.Count(data, groups, rows, approved), groups.Attribute.Privileged)),
                ],
            });
        }

        return new StrategyTable(table);
    }

    private static Measure ProfitOf(ApprovalTally tally, Stakes stakes)
    {
        if (tally.BadRate.Interval is not { } interval)
        {
            return Measure.Not(tally.Rows, tally.BadRate.Undefined ?? "the bad rate is undefined");
        }

        var (one, other) = (At(tally.Weight * interval.Low), At(tally.Weight * interval.High));
        return Measure.Of(At(tally.Bad), tally.Rows, new Interval(Math.Min(one, other), Math.Max(one, other)));

        double At(double bad) => ((tally.Weight - bad) * stakes.RevenuePerGood) - (bad * stakes.LossPerBad);
    }
}
