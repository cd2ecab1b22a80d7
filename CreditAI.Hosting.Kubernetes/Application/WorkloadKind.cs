namespace CreditAI.Hosting.Kubernetes.Application;

internal enum WorkloadKind
{
    /// <summary>A project that runs until it is stopped.</summary>
    Service,

    /// <summary>A project that others wait for to end.</summary>
    Job,

    Postgres,

    Redis,

    /// <summary>Any other container.</summary>
    Container,
}
