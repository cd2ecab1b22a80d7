using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

internal static class Startup
{
    /// <summary>What comes before the first hosted service: the model is checked, subscribers subscribe and are told.</summary>
    public static async Task BeforeStartAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var model = services.GetRequiredService<DistributedApplicationModel>();
        var eventing = services.GetRequiredService<IDistributedApplicationEventing>();
        var executionContext = services.GetRequiredService<DistributedApplicationExecutionContext>();
        foreach (var subscriber in services.GetServices<IDistributedApplicationEventingSubscriber>())
        {
            await subscriber.SubscribeAsync(eventing, executionContext, cancellationToken);
        }

        ModelValidator.Validate(model);
        if (executionContext.IsRunMode)
        {
            await ParameterStartup.ResolveAllAsync(model, services.GetRequiredService<ResourceNotificationService>(), cancellationToken);
            foreach (var resource in model.Resources.Where(r => r is ExecutableResource or ProjectResource or ContainerResource))
            {
                LifecycleCommands.AddTo(resource);
            }
        }

        await eventing.PublishAsync(new BeforeStartEvent(services, model), cancellationToken);
    }
}
