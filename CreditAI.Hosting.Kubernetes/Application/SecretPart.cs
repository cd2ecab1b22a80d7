namespace CreditAI.Hosting.Kubernetes.Application;

/// <param name="Format">As "uri" where the value is to be encoded.</param>
internal sealed record SecretPart(string Parameter, string? Format) : ValuePart;
