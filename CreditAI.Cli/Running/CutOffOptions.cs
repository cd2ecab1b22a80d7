using System.CommandLine;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Cli.Running;

/// <summary>Cut-offs on the command line: in points, or by the rates they would have had on the training rows.</summary>
internal sealed class CutOffOptions
{
    public Option<double?> ApproveAt { get; } = new("--approve-at", "--cut-off") { Description = "Approve at or above these points." };

    public Option<double?> DeclineBelow { get; } = new("--decline-below") { Description = "Decline below these points; between, refer. Without it, nothing is referred." };

    public Option<double?> ApprovalRate { get; } = new("--approval-rate", "--approve-rate") { Description = "Cut-off by the share of training rows approved, in place of points." };

    public Option<double?> ReferralRate { get; } = new("--referral-rate", "--refer-rate") { Description = "Share of training rows referred, with --approval-rate." };

    public void AddTo(Command command)
    {
        command.Add(ApproveAt);
        command.Add(DeclineBelow);
        command.Add(ApprovalRate);
        command.Add(ReferralRate);
    }

    /// <summary>Null when none are given.</summary>
    public CutOffs? Read(ParseResult parsed, Scorecard scorecard)
    {
        var (approveAt, declineBelow) = (parsed.GetValue(ApproveAt), parsed.GetValue(DeclineBelow));
        var (approvalRate, referralRate) = (parsed.GetValue(ApprovalRate), parsed.GetValue(ReferralRate));
        if (approveAt is not null && approvalRate is not null)
        {
            throw new UsageException("give --approve-at or --approval-rate, not both");
        }

        if ((declineBelow is not null && approveAt is null) || (referralRate is not null && approvalRate is null))
        {
            throw new UsageException("--decline-below goes with --approve-at, and --referral-rate with --approval-rate");
        }

        try
        {
            return approveAt is { } points
                ? new CutOffs(points, declineBelow ?? points)
                : approvalRate is { } rate ? CutOffs.FromRates(scorecard.Lineage.ScoreQuantiles, rate, referralRate ?? 0) : null;
        }
        catch (ArgumentException fault)
        {
            throw new UsageException(fault.Message.Split(" (Parameter", 2)[0]);
        }
    }
}
