namespace Aspire.Hosting.ApplicationModel;

public interface IPortAllocator
{
    int AllocatePort();

    void AddUsedPort(int port);
}
