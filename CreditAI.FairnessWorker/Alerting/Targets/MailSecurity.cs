namespace CreditAI.FairnessWorker.Alerting.Targets;

public enum MailSecurity
{
    StartTls,
    Tls,
    None,
}
