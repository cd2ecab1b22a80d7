using System.Diagnostics;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using CreditAI.Tests.Hosting.Dcp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CreditAI.Tests.Hosting.Orchestration;

public sealed class LostOrchestratorTests
{
    [Fact]
    public async Task Host_EndsWithExitCodeOneAndLeavesNothing_WhenItsOrchestratorDies()
    {
        var before = Environment.ExitCode;
        try
        {
            await using var run = await RunningApplication.StartAsync(builder => builder.AddExecutable("sleeper", "/bin/sh", ".", "-c", "exec sleep 600"));
            var sleeper = await run.UntilAsync("sleeper", snapshot => snapshot.State?.Text == KnownResourceStates.Running && Pid(snapshot) is not null);
            var ending = new TaskCompletionSource();
            using var told = run.App.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(ending.SetResult);

            foreach (var pid in DcpProcesses.Above(Pid(sleeper.Snapshot)!.Value))
            {
                Process.GetProcessById(pid).Kill();
            }

            await ending.Task.WaitAsync(TimeSpan.FromSeconds(30), RunningApplication.Cancelled);
            Assert.Equal(1, Environment.ExitCode);
            Assert.Throws<ArgumentException>(() => Process.GetProcessById(Pid(sleeper.Snapshot)!.Value));
        }
        finally
        {
            // The test run's own exit code is not this application's.
            Environment.ExitCode = before;
        }
    }

    private static int? Pid(CustomResourceSnapshot snapshot) => (int?)snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value;
}
