using System.Text.Json;
using CreditAI.Ledger.Fairness.Alerts;
using Microsoft.Extensions.Options;

namespace CreditAI.FairnessWorker.Alerting.Targets;

/// <summary>An incoming webhook of Slack, or of what speaks like it (Mattermost, Discord's /slack).</summary>
internal sealed class SlackTarget(AlertPost post, IOptions<AlertOptions> options) : IAlertTarget
{
    public string Name => "slack";

    public Task SendAsync(Alert alert, CancellationToken cancellationToken)
        => post.SendAsync(options.Value.Slack!.Url!, JsonSerializer.SerializeToUtf8Bytes(Message(alert)), cancellationToken);

    private object Message(Alert alert)
    {
        var summary = Escape(AlertText.Summary(alert));
        var figures = Escape(AlertText.Figures(alert.Finding));
        var more = AlertText.Link(options.Value.Link, alert.Finding) is { } link ? $"{figures}\n<{link}|The finding with its evidence>" : figures;
        return new
        {
            text = summary, // What a notification shows.
            blocks = new object[]
            {
                new { type = "section", text = new { type = "mrkdwn", text = $"*{summary}*" } },
                new { type = "section", text = new { type = "mrkdwn", text = more } },
            },
        };
    }

    // The three characters that Slack's text formatting reserves.
    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
