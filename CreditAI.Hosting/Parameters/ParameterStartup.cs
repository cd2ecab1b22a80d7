using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Parameters get their values before anything starts, so that what is missing is said at once and together.</summary>
internal static class ParameterStartup
{
    /// <exception cref="MissingParameterValueException">One or more parameters have no value.</exception>
    public static async Task ResolveAllAsync(DistributedApplicationModel model, ResourceNotificationService notifications, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        foreach (var parameter in model.Resources.OfType<ParameterResource>())
        {
            try
            {
                var value = await parameter.GetValueAsync(cancellationToken);
                await notifications.PublishUpdateAsync(parameter, s => s with
                {
                    State = KnownResourceStates.Running,
                    Properties = [.. s.Properties, new ResourcePropertySnapshot("Value", value) { IsSensitive = parameter.Secret }],
                });
            }
            catch (MissingParameterValueException e)
            {
                faults.Add(e.Message);
                await notifications.PublishUpdateAsync(parameter, s => s with { State = new(KnownResourceStates.ValueMissing, KnownResourceStateStyles.Error) });
            }
        }

        if (faults.Count > 0)
        {
            throw new MissingParameterValueException(string.Join(Environment.NewLine, faults));
        }
    }
}
