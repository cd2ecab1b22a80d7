using System.Globalization;
using CreditAI.FairnessWorker.Looking;
using CreditAI.Ledger.Fairness.Counting;
using CreditAI.Ledger.Fairness.Findings;
using CreditAI.Ledger.Schema;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Monitoring.Watching;
using Npgsql;

namespace CreditAI.FairnessWorker.Recounting;

/// <summary>
/// Counts every day again when it is over, the one before at the start: a difference is a finding, which stays open until the day's counts are the
/// ledger's again.
/// </summary>
internal sealed class NightlyRecount(
    NpgsqlDataSource database, DayRecount recount, FindingStore findings, FairnessLease lease, LedgerSchema schema, TimeProvider time,
    ILogger<NightlyRecount> logger) : LedgerLoop(schema, time)
{
    private const string DayFormat = "yyyy-MM-dd";
    private const int MostLogged = 10;

    private static readonly TimeSpan AfterMidnight = TimeSpan.FromHours(1);
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(1);

    protected override async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        var isDone = await TryAsync(DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1), cancellationToken);
        return isDone ? new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1) + AfterMidnight - now : Retry;
    }

    /// <returns>False where it is to be tried again: the database was away, or another replica works, which may go away.</returns>
    private async Task<bool> TryAsync(DateOnly day, CancellationToken cancellationToken)
    {
        try
        {
            if (!await lease.HoldAsync(database, cancellationToken))
            {
                return false;
            }

            var found = new List<(int, Verdict)>();
            foreach (var asked in (await OpenDaysAsync(cancellationToken)).Append(day).Distinct())
            {
                found.AddRange(await CountAsync(asked, cancellationToken));
            }

            return await findings.RecordAsync(found, [.. WatchedMeasure.Judged, WatchedMeasure.RestoreDrill], lease, cancellationToken) is not null;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or FormatException)
        {
            RecountLog.Failed(logger, day, exception.Message);
            return false;
        }
    }

    private async Task<IEnumerable<DateOnly>> OpenDaysAsync(CancellationToken cancellationToken)
        => (await findings.ListAsync(new FindingQuery(IsOpen: true), cancellationToken)).Where(finding => finding.Verdict.Measure == WatchedMeasure.Recount)
            .Select(finding => DateOnly.ParseExact(finding.Verdict.Group, DayFormat, CultureInfo.InvariantCulture));

    private async Task<IEnumerable<(int, Verdict)>> CountAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var (decisions, differences) = await recount.RunAsync(day, cancellationToken);
        RecountLog.Counted(logger, day, decisions, differences.Count);
        foreach (var difference in differences.Take(MostLogged))
        {
            RecountLog.Differs(logger, day, difference.ModelVersion, difference.What, difference.Counted, difference.Recounted);
        }

        return differences.GroupBy(difference => difference.ModelVersion).Select(version => (version.Key, new Verdict
        {
            Measure = WatchedMeasure.Recount,
            Attribute = "",
            Group = day.ToString(DayFormat, CultureInfo.InvariantCulture),
            Reference = "ledger",
            Value = Measure.Of(version.Count(), decisions),
            Observed = version.First().Counted,
            Expected = version.First().Recounted,
            ReferenceN = decisions,
            Threshold = 0,
            LogEvidence = null,
            LogEvidenceAsked = 0,
            Since = null,
            Severity = Severity.Critical,
        }));
    }
}
