using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using CreditAI.Tests.Servers;
using MimeKit;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace CreditAI.Tests.FairnessWorker.Alerting;

/// <summary>A mail server that keeps what it is sent.</summary>
internal sealed class MailReceiver : MessageStore, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public int Port { get; } = FreePort.Next();

    public ConcurrentQueue<MimeMessage> Mails { get; } = [];

    /// <param name="certificate">Offers STARTTLS with it; null: offers none.</param>
    public static MailReceiver Start(X509Certificate2? certificate = null)
    {
        var receiver = new MailReceiver();
        var services = new ServiceProvider();
        services.Add(receiver);
        var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint =>
        {
            endpoint.Port(receiver.Port);
            if (certificate is not null)
            {
                endpoint.Certificate(certificate);
            }
        }).Build();
        receiver._running = new SmtpServer.SmtpServer(options, services).StartAsync(receiver._stop.Token);
        return receiver;
    }

    public override async Task<SmtpResponse> SaveAsync(
        ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(buffer.ToArray());
        Mails.Enqueue(await MimeMessage.LoadAsync(content, cancellationToken));
        return SmtpResponse.Ok;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
        }

        _stop.Dispose();
    }
}
