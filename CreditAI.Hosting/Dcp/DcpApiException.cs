using System.Net;

namespace Aspire.Hosting.Dcp;

/// <summary>DCP answered and refused; the message is its own.</summary>
internal sealed class DcpApiException(string message, HttpStatusCode status) : Exception(message)
{
    public HttpStatusCode Status { get; } = status;
}
