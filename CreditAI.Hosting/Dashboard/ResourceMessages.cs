using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Protocol;
using Google.Protobuf.WellKnownTypes;
using Health = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus;
using Resource = Aspire.Hosting.Dashboard.Protocol.Resource;

namespace Aspire.Hosting.Dashboard;

/// <summary>Snapshots of the application model as messages for the dashboard.</summary>
internal static class ResourceMessages
{
    /// <summary>
    /// One instance of a resource. <paramref name="firstSeen"/> stands in for a creation time that the snapshot lacks:
    /// the dashboard requires one and sorts by it.
    /// </summary>
    public static Resource Of(ResourceEvent notification, DateTimeOffset firstSeen)
    {
        var snapshot = notification.Snapshot;
        var resource = new Resource
        {
            Name = notification.ResourceId,
            Uid = notification.ResourceId,
            DisplayName = notification.Resource.Name,
            ResourceType = snapshot.ResourceType,
            State = snapshot.State?.Text ?? "",
            StateStyle = snapshot.State?.Style ?? "",
            CreatedAt = snapshot.CreationTimeStamp is { } created ? Time(created) : Timestamp.FromDateTimeOffset(firstSeen),
            StartedAt = snapshot.StartTimeStamp is { } started ? Time(started) : null,
            StoppedAt = snapshot.StopTimeStamp is { } stopped ? Time(stopped) : null,
            IsHidden = snapshot.IsHidden,
        };
        if (snapshot.IconName is { } icon)
        {
            resource.IconName = icon;
            resource.IconVariant = Icon(snapshot.IconVariant);
        }

        resource.Properties.AddRange(PropertiesOf(resource, snapshot, ParentIdOf(notification.Resource)));
        resource.Environment.AddRange(snapshot.EnvironmentVariables.Select(v => new EnvironmentVariable { Name = v.Name, Value = v.Value ?? "", IsFromSpec = v.IsFromSpec }));
        resource.Urls.AddRange(snapshot.Urls.Select(UrlOf));
        resource.Volumes.AddRange(snapshot.Volumes.Select(v => new Volume { Source = v.Source ?? "", Target = v.Target, MountType = v.MountType, IsReadOnly = v.IsReadOnly }));
        resource.Relationships.AddRange(snapshot.Relationships.Select(r => new ResourceRelationship { ResourceName = r.ResourceName, Type = r.Type }));
        resource.HealthReports.AddRange(snapshot.HealthReports.Select(HealthReportOf));
        resource.Commands.AddRange(snapshot.Commands.Select(CommandOf));
        return resource;
    }

    private static IEnumerable<ResourceProperty> PropertiesOf(Resource resource, CustomResourceSnapshot snapshot, string? parentId)
    {
        yield return Property("resource.uid", resource.Uid);
        yield return Property("resource.name", resource.Name);
        yield return Property("resource.type", resource.ResourceType);
        yield return Property("resource.displayName", resource.DisplayName);
        yield return Property("resource.state", snapshot.State?.Text);
        yield return Property("resource.exitCode", snapshot.ExitCode?.ToString(CultureInfo.InvariantCulture));
        yield return Property("resource.createTime", Iso(resource.CreatedAt));
        yield return Property("resource.startTime", Iso(resource.StartedAt));
        yield return Property("resource.stopTime", Iso(resource.StoppedAt));
        yield return Property("resource.healthState", snapshot.HealthStatus?.ToString());
        if (parentId is not null)
        {
            yield return Property("resource.parentName", parentId);
        }

        foreach (var property in snapshot.Properties)
        {
            yield return new ResourceProperty { Name = property.Name, Value = ValueOf(property.Value), IsSensitive = property.IsSensitive };
        }
    }

    /// <summary>The dashboard nests a resource under the instance of that id.</summary>
    private static string? ParentIdOf(IResource resource)
    {
        var parent = (resource as IResourceWithParent)?.Parent
            ?? resource.Annotations.OfType<ResourceRelationshipAnnotation>().LastOrDefault(r => r.Type == KnownRelationshipTypes.Parent)?.Resource;
        return parent?.GetResolvedResourceNames()[0];
    }

    private static ResourceProperty Property(string name, string? value) => new() { Name = name, Value = ValueOf(value) };

    private static string? Iso(Timestamp? time) => time?.ToDateTime().ToString("O", CultureInfo.InvariantCulture);

    private static Timestamp Time(DateTime time) => Timestamp.FromDateTime(time.ToUniversalTime());

    private static Value ValueOf(object? value) => value switch
    {
        null => Value.ForNull(),
        string text => Value.ForString(text),
        bool flag => Value.ForBool(flag),
        int or long or double or float or short or byte or uint => Value.ForNumber(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        DateTime time => Value.ForString(time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)),
        System.Collections.IEnumerable items => Value.ForList([.. items.Cast<object?>().Select(ValueOf)]),
        _ => Value.ForString(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    private static Url UrlOf(UrlSnapshot url) => new()
    {
        EndpointName = url.Name ?? "",
        FullUrl = url.Url,
        IsInternal = url.IsInternal,
        IsInactive = url.IsInactive,
        DisplayProperties = new UrlDisplayProperties
        {
            DisplayName = url.DisplayProperties?.DisplayName ?? "",
            SortOrder = url.DisplayProperties?.SortOrder ?? 0,
        },
    };

    private static HealthReport HealthReportOf(HealthReportSnapshot report)
    {
        var message = new HealthReport
        {
            Key = report.Name,
            Description = report.Description ?? "",
            Exception = report.ExceptionText ?? "",
            LastRunAt = report.LastRunAt is { } ran ? Time(ran) : null,
        };
        if (report.Status is { } status)
        {
            message.Status = status switch
            {
                Health.Healthy => HealthStatus.Healthy,
                Health.Degraded => HealthStatus.Degraded,
                _ => HealthStatus.Unhealthy,
            };
        }

        return message;
    }

    private static ResourceCommand CommandOf(ResourceCommandSnapshot command)
    {
        var message = new ResourceCommand
        {
            Name = command.Name,
            DisplayName = command.DisplayName,
            DisplayDescription = command.DisplayDescription ?? "",
            IsHighlighted = command.IsHighlighted,
            IconName = command.IconName ?? "",
            IconVariant = Icon(command.IconVariant),
            State = command.State switch
            {
                ApplicationModel.ResourceCommandState.Enabled => Protocol.ResourceCommandState.Enabled,
                ApplicationModel.ResourceCommandState.Disabled => Protocol.ResourceCommandState.Disabled,
                _ => Protocol.ResourceCommandState.Hidden,
            },
        };
        // Not sent when there is none: an empty one would ask for a confirmation of nothing.
        if (!string.IsNullOrEmpty(command.ConfirmationMessage))
        {
            message.ConfirmationMessage = command.ConfirmationMessage;
        }

        return message;
    }

    private static Protocol.IconVariant Icon(ApplicationModel.IconVariant? variant) =>
        variant == ApplicationModel.IconVariant.Filled ? Protocol.IconVariant.Filled : Protocol.IconVariant.Regular;
}
