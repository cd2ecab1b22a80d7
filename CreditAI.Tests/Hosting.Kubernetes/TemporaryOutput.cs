namespace CreditAI.Tests.Hosting.Kubernetes;

internal sealed class TemporaryOutput : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("creditai-published-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
