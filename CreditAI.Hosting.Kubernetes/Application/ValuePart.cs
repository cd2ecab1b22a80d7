namespace CreditAI.Hosting.Kubernetes.Application;

internal abstract record ValuePart;
