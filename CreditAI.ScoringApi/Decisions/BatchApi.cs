using System.Threading.Channels;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>
/// POST /v1/decisions:batch. Lines are decided in chunks of what has arrived; some chunks are under way at once, so that parsing, committing
/// and answering overlap, and no more, so that memory does not grow with the batch.
/// </summary>
internal static class BatchApi
{
    private const int ChunksUnderWay = 24;

    public static async Task<IResult> DecideAsync(HttpContext context, [FromServices] DecisionServices services, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        if (!RequestBody.IsOf(context.Request, "application/x-ndjson", errors) || RequestKey.Read(context.Request, errors) is var key && errors.Any)
        {
            var status = errors.ByField.ContainsKey(RequestKey.Header) ? StatusCodes.Status400BadRequest : StatusCodes.Status415UnsupportedMediaType;
            return TypedResults.Problem(new HttpValidationProblemDetails(errors.ByField) { Status = status, Title = "The batch cannot be read as sent." });
        }

        if (services.Models.Contest is null)
        {
            return UnavailableAnswers.Answer(context, "No model version decides yet.", TimeSpan.FromSeconds(5));
        }

        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "application/x-ndjson";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = Channel.CreateBounded<Task<BatchChunk>>(ChunksUnderWay);
        var answering = AnswerAsync(context.Response, underWay.Reader, stop);
        await ReadAsync(context.Request, new BatchDecider(services, key), underWay.Writer, stop.Token);
        await answering;
        return TypedResults.Empty;
    }

    private static async Task ReadAsync(HttpRequest request, BatchDecider decider, ChannelWriter<Task<BatchChunk>> underWay, CancellationToken cancellationToken)
    {
        Exception? fault = null;
        try
        {
            var lines = new LineReader(request.BodyReader);
            while (await lines.ReadAsync(cancellationToken) is { } chunk)
            {
                await underWay.WriteAsync(await decider.BeginAsync(chunk, cancellationToken), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The answer cannot be written any more: whoever sent the batch is gone.
        }
        catch (Exception exception)
        {
            fault = exception;
        }

        underWay.Complete(fault);
    }

    private static async Task AnswerAsync(HttpResponse response, ChannelReader<Task<BatchChunk>> underWay, CancellationTokenSource stop)
    {
        try
        {
            await foreach (var chunk in underWay.ReadAllAsync(stop.Token))
            {
                using var decided = await chunk;
                decided.WriteTo(response.BodyWriter);
                await response.BodyWriter.FlushAsync(stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // As above. Decisions under way are committed all the same; with an Idempotency-Key they can be asked for again.
        }
        finally
        {
            await stop.CancelAsync();
        }
    }
}
