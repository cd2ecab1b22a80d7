namespace Aspire.Hosting.ApplicationModel;

public sealed class PortAllocator(int startPort = 8000) : IPortAllocator
{
    private readonly HashSet<int> _used = [];
    private int _next = startPort;

    public int AllocatePort()
    {
        while (!_used.Add(_next))
        {
            _next++;
        }

        return _next++;
    }

    public void AddUsedPort(int port) => _used.Add(port);
}
