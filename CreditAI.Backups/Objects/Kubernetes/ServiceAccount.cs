using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace CreditAI.Backups.Objects.Kubernetes;

/// <summary>What a pod is given to speak with its API server.</summary>
/// <param name="api">As https://10.0.0.1:443.</param>
/// <param name="directory">Where token, ca.crt and namespace lie.</param>
public sealed class ServiceAccount(Uri api, string directory)
{
    private const string Mounted = "/var/run/secrets/kubernetes.io/serviceaccount";

    public Uri Api { get; } = api;

    public string Namespace => Read("namespace");

    /// <summary>Read anew each time: it is good for an hour, and renewed in place.</summary>
    public string Token => Read("token");

    /// <summary>The one of the pod that this runs in.</summary>
    /// <exception cref="BackupException">It runs in none.</exception>
    public static ServiceAccount OfThisPod()
        => Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is { Length: > 0 } host
            ? new ServiceAccount(new UriBuilder("https", host, int.Parse(Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT_HTTPS") ?? "443", System.Globalization.CultureInfo.InvariantCulture)).Uri, Mounted)
            : throw new BackupException("Backup:Kubernetes is set, and this does not run in a pod: KUBERNETES_SERVICE_HOST is not there.");

    /// <summary>A client that trusts the cluster's own authority, and nobody else.</summary>
    public HttpClient Client()
    {
        var handler = new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck },
            },
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.ImportFromPem(Read("ca.crt"));
        return new HttpClient(handler) { BaseAddress = Api, Timeout = TimeSpan.FromSeconds(30) };
    }

    private string Read(string name)
    {
        var path = Path.Combine(directory, name);
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (IOException exception)
        {
            throw new BackupException($"{path} cannot be read: {exception.Message} The pod needs a mounted service account token to copy the namespace's objects.", exception);
        }
    }
}
