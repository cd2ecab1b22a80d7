namespace CreditAI.Backups.Objects;

/// <summary>What lies beside the database and is copied with it.</summary>
public enum CopiedKind
{
    /// <summary>The object store: model artifacts, checkpoints, training files.</summary>
    Objects,

    /// <summary>The published configuration, as files.</summary>
    Configuration,

    /// <summary>The objects of the Kubernetes namespace, secrets among them.</summary>
    Kubernetes,
}
