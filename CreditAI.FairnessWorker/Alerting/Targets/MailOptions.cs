using MimeKit;

namespace CreditAI.FairnessWorker.Alerting.Targets;

public sealed class MailOptions
{
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    /// <summary>starttls (required, not merely tried), tls from the first byte, or none.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>Null: without authentication.</summary>
    public string? User { get; set; }

    public string? Password { get; set; }

    public string? From { get; set; }

    /// <summary>Addresses, separated by commas.</summary>
    public string? To { get; set; }

    internal IEnumerable<string> Faults()
    {
        if (string.IsNullOrWhiteSpace(Host))
        {
            yield return "Mail:Host is missing";
        }

        if (!MailboxAddress.TryParse(From, out _))
        {
            yield return "Mail:From must be a mail address";
        }

        if (!InternetAddressList.TryParse(To, out var to) || to.Count == 0)
        {
            yield return "Mail:To must be mail addresses, separated by commas";
        }

        if (User is not null && Security == MailSecurity.None)
        {
            yield return "Mail:User has a password that would go in the clear; set Mail:Security to starttls or tls";
        }
    }
}
