using System.Diagnostics;
using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

[DebuggerDisplay("{Name}: {UriScheme} {Port} -> {TargetPort}")]
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private string? _uriScheme;
    private string? _transport;
    private bool? _tlsEnabled;

    public EndpointAnnotation(
        ProtocolType protocol,
        string? uriScheme = null,
        string? transport = null,
        [EndpointName] string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool? isProxied = null)
    {
        Protocol = protocol;
        _uriScheme = uriScheme;
        _transport = transport;
        Name = name ?? uriScheme ?? UriScheme;
        Port = port;
        TargetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsExplicitlyProxied = isProxied;
    }

    public ProtocolType Protocol { get; set; }

    /// <summary>The port clients use; null for one that is free.</summary>
    public int? Port { get; set; }

    /// <summary>The port the process itself listens on; null for one that is free.</summary>
    public int? TargetPort { get; set; }

    public string UriScheme
    {
        get => _uriScheme ?? Protocol.ToString().ToLowerInvariant();
        set => _uriScheme = value;
    }

    public string TargetHost { get; set; } = "localhost";

    public string Transport
    {
        get => _transport ?? (UriScheme is "http" or "https" ? "http" : Protocol.ToString().ToLowerInvariant());
        set => _transport = value;
    }

    public string Name { get; set; }

    public bool IsExternal { get; set; }

    public bool? IsExplicitlyProxied { get; set; }

    /// <summary>True where a proxy with a stable port stands before the process, as it must before replicas.</summary>
    public bool IsProxied
    {
        get => IsExplicitlyProxied ?? true;
        set => IsExplicitlyProxied = value;
    }

    public bool TlsEnabled
    {
        get => _tlsEnabled ?? UriScheme == "https";
        set => _tlsEnabled = value;
    }

    public bool ExcludeReferenceEndpoint { get; set; }

    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => Allocation.Task.IsCompletedSuccessfully ? Allocation.Task.Result : null;
        set
        {
            if (value is null)
            {
                Allocation = NewAllocation();
            }
            else if (!Allocation.TrySetResult(value))
            {
                Allocation = NewAllocation();
                Allocation.SetResult(value);
            }
        }
    }

    internal bool FromLaunchProfile { get; set; }

    /// <summary>Completes when the endpoint has an address; fails when its resource cannot get one.</summary>
    internal TaskCompletionSource<AllocatedEndpoint> Allocation { get; private set; } = NewAllocation();

    private static TaskCompletionSource<AllocatedEndpoint> NewAllocation() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
