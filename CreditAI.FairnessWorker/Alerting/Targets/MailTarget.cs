using CreditAI.Ledger.Fairness.Alerts;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CreditAI.FairnessWorker.Alerting.Targets;

internal sealed class MailTarget(IOptions<AlertOptions> options, TimeProvider time) : IAlertTarget
{
    public string Name => "mail";

    public async Task SendAsync(Alert alert, CancellationToken cancellationToken)
    {
        var mail = options.Value.Mail!;
        using var message = Message(alert, mail);
        using var client = new SmtpClient();
        await client.ConnectAsync(mail.Host!, mail.Port, mail.Security switch
        {
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        }, cancellationToken);
        if (mail.User is not null)
        {
            await client.AuthenticateAsync(mail.User, mail.Password ?? "", cancellationToken);
        }

        await client.SendAsync(message, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    private MimeMessage Message(Alert alert, MailOptions mail)
    {
        var from = MailboxAddress.Parse(mail.From!);
        var message = new MimeMessage();
        message.From.Add(from);
        message.To.AddRange(InternetAddressList.Parse(mail.To!));
        message.Subject = AlertText.Summary(alert);
        message.Date = time.GetUtcNow();

        // The same for every attempt: mail programs show it once. What follows of a finding is filed under its first mail.
        message.MessageId = Id(alert.Event);
        if (alert.Event != AlertEvent.Opened)
        {
            message.InReplyTo = Id(AlertEvent.Opened);
        }

        var link = AlertText.Link(options.Value.Link, alert.Finding);
        message.Body = new TextPart("plain")
        {
            Text = $"{AlertText.Summary(alert)}\n{AlertText.Figures(alert.Finding)}\n{(link is null ? $"Finding {alert.Finding.Id}" : link)}\n",
        };
        return message;

        string Id(string told) => $"{alert.Finding.Id}.{told}@{from.Domain}";
    }
}
