namespace CreditAI.AppHost.Parts;

/// <summary>An embedded part cannot be found, prepared or started; the message names the part and what to do.</summary>
public sealed class PartException : DistributedApplicationException
{
    public PartException(string message) : base(message)
    {
    }

    public PartException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public PartException()
    {
    }
}
