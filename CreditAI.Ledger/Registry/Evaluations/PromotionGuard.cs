using CreditAI.Ledger.Fairness.Findings;
using CreditAI.Ledger.Policies;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Monitoring.Watching;
using CreditAI.Scoring.Policies;
using CreditAI.Scoring.Reasons;
using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Registry.Evaluations;

/// <summary>Says what keeps a model version from becoming champion.</summary>
internal static class PromotionGuard
{
    /// <param name="connection">In the transaction that promotes, with the aliases locked.</param>
    /// <param name="version">Who is to be champion.</param>
    /// <param name="champion">Who is; null: nobody.</param>
    /// <param name="by">Who promotes.</param>
    /// <param name="now">How old the evidence is.</param>
    /// <returns>The evaluation that it rests on, and every reason against it; none: it may be promoted.</returns>
    public static async Task<(Guid? Evaluation, IReadOnlyList<string> Reasons)> AskAsync(
        NpgsqlConnection connection, int version, int? champion, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var policy = (await PolicyStore.CurrentAsync(connection, cancellationToken)).Policy;
        var evaluation = await EvaluationStore.LatestAsync(connection, version, cancellationToken);
        List<string> reasons = evaluation is null
            ? ["it has not been evaluated ('creditai models check' does that)"]
            : [.. await AgainstAsync(connection, evaluation, policy, champion, by, now, cancellationToken)];
        reasons.AddRange(await FindingsAsync(connection, version, policy.Promotion.Fairness, cancellationToken));
        return (evaluation?.Id, reasons);
    }

    private static async Task<IReadOnlyList<string>> AgainstAsync(
        NpgsqlConnection connection, Evaluation evaluation, Policy policy, int? champion, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<string> reasons = [.. evaluation.Gates.Where(gate => !gate.IsPassed).Select(gate => $"it did not pass the gate {gate.Name}: {gate.Detail}")];
        if (evaluation.Against != champion)
        {
            reasons.Add(evaluation.Against is { } other
                ? $"it was compared with model version {other}, and the champion is {champion}: evaluate it again"
                : $"it was compared with nobody, and the champion is {champion}: evaluate it again");
        }

        if (now - evaluation.At > TimeSpan.FromDays(policy.Promotion.MaximumAgeDays))
        {
            reasons.Add($"its evaluation is older than {policy.Promotion.MaximumAgeDays} days: evaluate it again");
        }

        var then = (await PolicyStore.FindAsync(connection, evaluation.PolicyVersion, cancellationToken))!.Policy;
        if (Asked(then) != Asked(policy))
        {
            reasons.Add($"the policy asks for something else since version {evaluation.PolicyVersion}: evaluate it again");
        }

        var approvals = evaluation.Approvals.Count(approval => approval.By != by);
        if (approvals < policy.Promotion.Approvals)
        {
            reasons.Add($"{approvals} of {policy.Promotion.Approvals} approvals by others than {by} are there ('creditai models approve')");
        }

        return reasons;
    }

    /// <summary>What of a policy an evaluation depends on.</summary>
    private static (PromotionPolicy, FairnessPolicy, CutOffs?, ReasonBasis?) Asked(Policy policy)
        => (policy.Promotion with { Approvals = 0, MaximumAgeDays = 0 }, policy.Fairness with { LegalMeaning = "" }, policy.CutOffs, policy.ReasonMethod);

    private static async Task<IEnumerable<string>> FindingsAsync(
        NpgsqlConnection connection, int version, ActionLevel level, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            SELECT severity, measure, attribute, group_name FROM fairness.finding
            WHERE model_version = @version AND closed_at IS NULL AND measure NOT IN ('{WatchedMeasure.Recount}', '{WatchedMeasure.RestoreDrill}') ORDER BY id
            """;
        var open = await connection.QueryAsync<(string Severity, string Measure, string Attribute, string Group)>(
            new CommandDefinition(Sql, new { version }, cancellationToken: cancellationToken));
        return open.Where(finding => ActionPolicy.Reaches(level, SeverityText.Parse(finding.Severity)))
            .Select(finding => $"a finding about it is open: {finding.Severity}, {finding.Measure} {finding.Attribute} {finding.Group}".TrimEnd());
    }
}
