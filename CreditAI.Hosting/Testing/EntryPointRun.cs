using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>
/// An AppHost's entry point run inside a test: it stops where it is about to build, builds when the test says so, and then
/// stands still in Build until the test is done, since starting and stopping are the test's.
/// </summary>
internal sealed class EntryPointRun(Assembly assembly, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure) : BuilderHook
{
    private readonly TaskCompletionSource<DistributedApplicationBuilder> _building = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayBuild = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <exception cref="InvalidOperationException">The entry point ended without building an application.</exception>
    public async Task<DistributedApplicationBuilder> UntilBuildingAsync(CancellationToken cancellationToken)
    {
        var thread = new Thread(Invoke) { IsBackground = true, Name = $"Entry point of {assembly.GetName().Name}" };
        thread.Start();
        return await _building.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        _mayBuild.TrySetResult();
        return await _built.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets the entry point go when nothing was built.</summary>
    public void Abandon() => _mayBuild.TrySetException(new HostAbortedException());

    public override void OnConstructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        options.Args = [.. options.Args ?? [], .. args.Except(options.Args ?? [])];
        options.AssemblyName ??= assembly.GetName().Name;
        settings.Args = options.Args;
        configure(options, settings);
    }

    public override void OnBuilding(DistributedApplicationBuilder builder)
    {
        _building.TrySetResult(builder);
        _mayBuild.Task.GetAwaiter().GetResult();
    }

    /// <exception cref="HostAbortedException">Always: what follows Build in an entry point would run the application a second time.</exception>
    public override void OnBuilt(DistributedApplication application)
    {
        _built.TrySetResult(application);
        throw new HostAbortedException();
    }

    private void Invoke()
    {
        Current = this;
        try
        {
            var entryPoint = assembly.EntryPoint ?? throw new InvalidOperationException($"Assembly '{assembly.GetName().Name}' has no entry point.");
            object?[] arguments = entryPoint.GetParameters().Length == 0 ? [] : [args];
            if (entryPoint.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null) is Task task)
            {
                task.GetAwaiter().GetResult();
            }

            Fail(new InvalidOperationException($"The entry point of '{assembly.GetName().Name}' ended without building an application."));
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    /// <summary>Tells whoever still waits.</summary>
    private void Fail(Exception exception)
    {
        _building.TrySetException(exception);
        _built.TrySetException(exception);
    }
}
