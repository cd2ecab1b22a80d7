namespace CreditAI.Tests.ServiceDefaults;

public sealed class SocketThreadsTests
{
    private const string Batch = "3"; // SCHED_BATCH of sched(7)
    private const int Policy = 41; // in /proc/*/stat, proc_pid_stat(5)

    [Fact]
    public async Task Start_OnLinux_ThreadsThatWaitForSocketsDoNotPreempt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "threads are scheduled otherwise elsewhere");
        await using var service = await TestService.StartAsync();
        await service.Client.GetAsync("/health/live", TestContext.Current.CancellationToken);

        var policies = Directory.GetDirectories("/proc/self/task")
            .Where(thread => File.ReadAllText($"{thread}/comm") == ".NET Sockets\n")
            .Select(thread => File.ReadAllText($"{thread}/stat"))
            .Select(stat => stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[Policy - 3]) // the third is the first behind the name
            .ToList();

        Assert.NotEmpty(policies);
        Assert.All(policies, policy => Assert.Equal(Batch, policy));
    }
}
