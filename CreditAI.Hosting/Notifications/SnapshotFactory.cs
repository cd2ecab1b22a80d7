using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Completes a published snapshot with what the model itself knows: relationships, icon, states of the commands.</summary>
internal static class SnapshotFactory
{
    public static CustomResourceSnapshot Initial(IResource resource) =>
        resource.Annotations.OfType<ResourceSnapshotAnnotation>().LastOrDefault()?.InitialSnapshot ?? new CustomResourceSnapshot
        {
            ResourceType = KnownResourceTypes.Of(resource),
            Properties = [],
            Relationships = Relationships(resource),
        };

    public static CustomResourceSnapshot Complete(IResource resource, CustomResourceSnapshot snapshot, CustomResourceSnapshot? previous, IServiceProvider services)
    {
        var icon = resource.Annotations.OfType<ResourceIconAnnotation>().LastOrDefault();
        snapshot = snapshot with
        {
            Version = (previous?.Version ?? 0) + 1,
            IconName = snapshot.IconName ?? icon?.IconName,
            IconVariant = snapshot.IconVariant ?? icon?.IconVariant,
        };
        return snapshot with { Commands = Commands(resource, snapshot, services) };
    }

    public static ImmutableArray<RelationshipSnapshot> Relationships(IResource resource)
    {
        var relationships = resource.Annotations.OfType<ResourceRelationshipAnnotation>()
            .Select(r => new RelationshipSnapshot(r.Resource.Name, r.Type));
        if (resource is IResourceWithParent { Parent: var parent })
        {
            relationships = relationships.Append(new(parent.Name, KnownRelationshipTypes.Parent));
        }

        return [.. relationships.Distinct()];
    }

    private static ImmutableArray<ResourceCommandSnapshot> Commands(IResource resource, CustomResourceSnapshot snapshot, IServiceProvider services)
    {
        var context = new UpdateCommandStateContext { ResourceSnapshot = snapshot, ServiceProvider = services };
        return
        [
            .. resource.Annotations.OfType<ResourceCommandAnnotation>().Select(c => new ResourceCommandSnapshot(
                c.Name, c.UpdateState(context), c.DisplayName, c.DisplayDescription, null, c.ConfirmationMessage, c.IconName, c.IconVariant, c.IsHighlighted)),
        ];
    }
}
