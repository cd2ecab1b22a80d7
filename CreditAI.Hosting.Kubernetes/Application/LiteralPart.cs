namespace CreditAI.Hosting.Kubernetes.Application;

internal sealed record LiteralPart(string Text) : ValuePart;
