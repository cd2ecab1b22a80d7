using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard.Grpc;

/// <summary>Where a call writes its answers; each is sent at once.</summary>
internal sealed class GrpcAnswers(HttpResponse response)
{
    /// <summary>Sends the headers, which tells the caller that the stream is open before there is anything to say.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken) =>
        await response.BodyWriter.FlushAsync(cancellationToken).ConfigureAwait(false);

    public Task WriteAsync(IMessage message, CancellationToken cancellationToken) =>
        GrpcFraming.WriteAsync(response.BodyWriter, message, cancellationToken);
}
