using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Dashboard.Grpc;
using Google.Protobuf;

namespace CreditAI.Tests.Hosting.Dashboard;

/// <summary>Calls the resource service as the dashboard does: gRPC over HTTP/2 without TLS or upgrade.</summary>
internal sealed class GrpcCaller(Uri address, string? apiKey) : IDisposable
{
    private readonly HttpClient _client = new()
    {
        BaseAddress = new Uri(address, "/aspire.v1.DashboardService/"),
        Timeout = TimeSpan.FromSeconds(20),
    };

    /// <summary>The answers of a call as they arrive, then an error if it did not end with the status OK.</summary>
    public async IAsyncEnumerable<T> CallAsync<T>(
        string method,
        IMessage request,
        MessageParser<T> parser,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        using var response = await SendAsync(method, Frame(request), cancellationToken);
        var reader = PipeReader.Create(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await GrpcFraming.ReadAsync(reader, parser, cancellationToken) is { } answer)
        {
            yield return answer;
        }

        var status = response.TrailingHeaders.GetValues("grpc-status").Single();
        if (status != "0")
        {
            throw new GrpcException((GrpcStatus)int.Parse(status, null), Uri.UnescapeDataString(response.TrailingHeaders.GetValues("grpc-message").Single()));
        }
    }

    public async Task<HttpResponseMessage> SendAsync(string method, HttpContent content, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, method)
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        if (apiKey is not null)
        {
            request.Headers.Add(ApiKeyCheck.Header, apiKey);
        }

        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public void Dispose() => _client.Dispose();

    private static ByteArrayContent Frame(IMessage message)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        GrpcFraming.Write(buffer, message);
        return new ByteArrayContent(buffer.WrittenSpan.ToArray());
    }
}
