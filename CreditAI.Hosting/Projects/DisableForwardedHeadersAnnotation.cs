namespace Aspire.Hosting.ApplicationModel;

public sealed class DisableForwardedHeadersAnnotation : IResourceAnnotation;
