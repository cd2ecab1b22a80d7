namespace Aspire.Hosting.ApplicationModel;

public sealed record UrlDisplayPropertiesSnapshot(string DisplayName = "", int SortOrder = 0);
