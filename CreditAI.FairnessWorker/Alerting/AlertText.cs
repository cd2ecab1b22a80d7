using System.Globalization;
using CreditAI.Ledger.Fairness.Actions;
using CreditAI.Ledger.Fairness.Alerts;
using CreditAI.Ledger.Fairness.Findings;

namespace CreditAI.FairnessWorker.Alerting;

/// <summary>An alert in words. No personal data: findings are about groups.</summary>
internal static class AlertText
{
    /// <summary>One line.</summary>
    public static string Summary(Alert alert) => alert.Event switch
    {
        AlertEvent.Closed => $"Closed: {Subject(alert.Finding)}",
        AlertEvent.Worsened => $"Critical now: {Subject(alert.Finding)}",
        AlertEvent.Opened => $"{Capital(Severity(alert.Finding))}: {Subject(alert.Finding)}",
        _ => Done(alert),
    };

    /// <summary>What is measured of whom, without its value: the same as long as the finding is open.</summary>
    public static string Subject(Finding finding)
    {
        var verdict = finding.Verdict;
        var of = (verdict.Attribute, verdict.Group) switch
        {
            ("", "") => "",
            ("", var group) => $", {group}",
            (var attribute, "") => $", {attribute}",
            var (attribute, group) => $", {attribute} {group}",
        };
        return $"{verdict.Measure} of model version {finding.ModelVersion}{of} against {verdict.Reference}";
    }

    /// <summary>The figures, with n and interval.</summary>
    public static string Figures(Finding finding)
    {
        var verdict = finding.Verdict;
        var interval = verdict.Value.Interval is { } ends ? string.Create(CultureInfo.InvariantCulture, $" (95 % interval {ends.Low:0.####} to {ends.High:0.####})") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Value {verdict.Value.Value:0.####}{interval}, threshold {verdict.Threshold:0.####}, n = {verdict.Value.N}, reference n = {verdict.ReferenceN}");
    }

    public static string Severity(Finding finding) => finding.Verdict.Severity!.Value.ToText();

    /// <returns>Null where no address of the service is configured.</returns>
    public static string? Link(string? service, Finding finding)
        => service is null ? null : $"{service.TrimEnd('/')}/v1/fairness/findings/{finding.Id}";

    private static string Done(Alert alert) => alert.Action switch
    {
        { State: ActionState.Refused } refused => $"Not done: {refused.Kind.ToText()} about {Subject(alert.Finding)}. {refused.Detail.Why}",
        { Kind: ActionKind.DemoteChampion } demoted =>
            $"Model version {demoted.Detail.From} was demoted, {demoted.Detail.To} is champion: {Subject(alert.Finding)}",
        { } stopped => string.Create(
            CultureInfo.InvariantCulture, $"The canary was stopped, which decided {stopped.Detail.CanaryShare:0.####} of applications: {Subject(alert.Finding)}"),
        null => Subject(alert.Finding),
    };

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
