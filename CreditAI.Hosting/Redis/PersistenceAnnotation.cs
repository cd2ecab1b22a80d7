using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Redis;

internal sealed class PersistenceAnnotation(TimeSpan? interval, long keysChangedThreshold) : IResourceAnnotation
{
    public TimeSpan? Interval { get; } = interval;

    public long KeysChangedThreshold { get; } = keysChangedThreshold;
}
