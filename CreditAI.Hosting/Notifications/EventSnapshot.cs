namespace Aspire.Hosting.ApplicationModel;

/// <param name="EventTask">Completes when the event's handlers have.</param>
internal sealed record EventSnapshot(Task EventTask);
