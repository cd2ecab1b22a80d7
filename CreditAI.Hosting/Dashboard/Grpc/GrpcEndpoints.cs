using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard.Grpc;

/// <summary>The server side of gRPC over Kestrel's HTTP/2, as far as the dashboard needs it: unary calls and streams of answers.</summary>
internal static partial class GrpcEndpoints
{
    private const string ContentType = "application/grpc";

    public static void MapUnary<TRequest, TResponse>(
        this IEndpointRouteBuilder routes,
        string method,
        MessageParser<TRequest> parser,
        Func<TRequest, CancellationToken, Task<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        routes.MapStream(method, parser, async (request, answers, cancellationToken) =>
            await answers.WriteAsync(await handler(request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false));

    public static void MapStream<TRequest>(
        this IEndpointRouteBuilder routes,
        string method,
        MessageParser<TRequest> parser,
        Func<TRequest, GrpcAnswers, CancellationToken, Task> handler)
        where TRequest : class, IMessage<TRequest> =>
        routes.MapCall(method, async (context, answers, cancellationToken) =>
        {
            var request = await GrpcFraming.ReadAsync(context.Request.BodyReader, parser, cancellationToken).ConfigureAwait(false)
                ?? throw new GrpcException(GrpcStatus.InvalidArgument, "The call carries no message.");
            await handler(request, answers, cancellationToken).ConfigureAwait(false);
        });

    /// <summary>A call whose handler reads requests, if any, by itself.</summary>
    public static void MapCall(
        this IEndpointRouteBuilder routes,
        string method,
        Func<HttpContext, GrpcAnswers, CancellationToken, Task> handler) =>
        routes.MapPost(method, context => RunAsync(context, handler));

    public static Task EndAsync(HttpContext context, GrpcStatus status, string? message = null)
    {
        context.Response.ContentType ??= ContentType;
        context.Response.AppendTrailer("grpc-status", ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (message is not null)
        {
            context.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(message));
        }

        return Task.CompletedTask;
    }

    private static async Task RunAsync(HttpContext context, Func<HttpContext, GrpcAnswers, CancellationToken, Task> handler)
    {
        var stopping = context.RequestServices.GetRequiredService<ServerStopping>();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping.Token);
        context.Response.ContentType = ContentType;
        try
        {
            await handler(context, new GrpcAnswers(context.Response), ended.Token).ConfigureAwait(false);
            await EndAsync(context, GrpcStatus.Ok).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            var status = stopping.Token.IsCancellationRequested ? GrpcStatus.Unavailable : GrpcStatus.Cancelled;
            await EndAsync(context, status, "The call was ended.").ConfigureAwait(false);
        }
        catch (GrpcException e)
        {
            await EndAsync(context, e.Status, e.Message).ConfigureAwait(false);
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested)
        {
            LogFailed(context.RequestServices.GetRequiredService<ILogger<ServerStopping>>(), context.Request.Path, e);
            await EndAsync(context, GrpcStatus.Internal, "The call failed; the host's log says why.").ConfigureAwait(false);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The call {Method} of the dashboard failed.")]
    private static partial void LogFailed(ILogger logger, string method, Exception exception);
}
