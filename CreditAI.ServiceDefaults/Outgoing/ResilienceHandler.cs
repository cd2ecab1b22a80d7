using Polly;
using Polly.Registry;

namespace CreditAI.ServiceDefaults.Outgoing;

/// <summary>Runs a request through the pipeline of the host it names, so that one dead service does not open the circuit of another.</summary>
internal sealed class ResilienceHandler(ResiliencePipelineRegistry<string> pipelines, TimeProvider time) : DelegatingHandler
{
    internal static readonly ResiliencePropertyKey<HttpRequestMessage> Request = new("http.request");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var pipeline = pipelines.GetOrAddPipeline<HttpResponseMessage>(
            request.RequestUri?.GetLeftPart(UriPartial.Authority) ?? "",
            builder => OutgoingPipeline.Build(builder, time));
        if (request.Content is { } content && OutgoingPipeline.IsIdempotent(request.Method))
        {
            // A stream can be sent once only; a retry needs it again.
            await content.LoadIntoBufferAsync(cancellationToken);
        }

        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(Request, request);
            return await pipeline.ExecuteAsync(
                static async (c, state) => await state.SendOnceAsync(c.Properties.GetValue(Request, null!), c.CancellationToken),
                context,
                this);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.SendAsync(request, cancellationToken);
}
