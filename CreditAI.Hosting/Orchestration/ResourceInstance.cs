using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Dcp.Model;

namespace Aspire.Hosting.Orchestration;

/// <summary>
/// One process or container of a resource: a resource has one, a replicated project several. Its name is the name of its DCP object
/// and the id under which notifications, logs and the dashboard know it.
/// </summary>
internal abstract class ResourceInstance(IResource resource, DcpName name, int index) : IDisposable
{
    public IResource Resource { get; } = resource;

    public string Name => DcpName.Full;

    public DcpName DcpName { get; } = name;

    /// <summary>0-based among the replicas.</summary>
    public int Index { get; } = index;

    /// <summary>Held while the instance is started, stopped or restarted, so that two commands do not interleave.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>The process id DCP last told; null when none is known to run.</summary>
    public int? Pid { get; set; }

    /// <summary>The object that was last deleted to make room: what is still told of it is no news.</summary>
    public string? ReplacedUid { get; protected set; }

    /// <summary>Whether its end was asked for since it was last started.</summary>
    public bool IsEndAskedFor { get; protected set; }

    /// <summary>So that a missing container engine is said once.</summary>
    public bool IsRuntimeMissingSaid { get; set; }

    public abstract Task CreateAsync(DcpClient client, InstanceConfiguration configuration, CancellationToken cancellationToken);

    public abstract Task StopAsync(DcpClient client, CancellationToken cancellationToken);

    /// <summary>Asks for the deletion and returns when the object, and so its process, is gone.</summary>
    public abstract Task DeleteAsync(DcpClient client, CancellationToken cancellationToken);

    public abstract IAsyncEnumerable<string> LogsAsync(DcpClient client, string source, CancellationToken cancellationToken);

    public void Dispose() => Turn.Dispose();
}

/// <inheritdoc/>
internal abstract class ResourceInstance<TSpec, TStatus>(IResource resource, DcpName name, int index) : ResourceInstance(resource, name, index)
    where TSpec : IDcpSpec
    where TStatus : class
{
    private static readonly TimeSpan GonePoll = TimeSpan.FromMilliseconds(40);

    private string? _uid;

    public sealed override async Task CreateAsync(DcpClient client, InstanceConfiguration configuration, CancellationToken cancellationToken)
    {
        IsEndAskedFor = false;
        _uid = (await client.CreateAsync(Render(configuration), cancellationToken).ConfigureAwait(false)).Metadata.Uid;
    }

    public sealed override async Task StopAsync(DcpClient client, CancellationToken cancellationToken)
    {
        IsEndAskedFor = true;
        if (await client.FindAsync<TSpec, TStatus>(Name, cancellationToken).ConfigureAwait(false) is not null)
        {
            await client.StopAsync<TSpec>(Name, cancellationToken).ConfigureAwait(false);
        }
    }

    public sealed override async Task DeleteAsync(DcpClient client, CancellationToken cancellationToken)
    {
        IsEndAskedFor = true;
        await client.DeleteAsync<TSpec>(Name, cancellationToken).ConfigureAwait(false);
        while (await client.FindAsync<TSpec, TStatus>(Name, cancellationToken).ConfigureAwait(false) is not null)
        {
            await Task.Delay(GonePoll, cancellationToken).ConfigureAwait(false);
        }

        ReplacedUid = _uid;
    }

    public sealed override IAsyncEnumerable<string> LogsAsync(DcpClient client, string source, CancellationToken cancellationToken)
        => client.LogsAsync<TSpec>(Name, source, cancellationToken);

    protected abstract DcpObject<TSpec, TStatus> Render(InstanceConfiguration configuration);
}
