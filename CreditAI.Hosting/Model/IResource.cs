namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the distributed application; what it is and does hangs on its annotations.</summary>
public interface IResource
{
    string Name { get; }

    ResourceAnnotationCollection Annotations { get; }
}
