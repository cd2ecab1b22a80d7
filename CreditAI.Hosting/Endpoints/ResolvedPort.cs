namespace Aspire.Hosting.ApplicationModel;

public readonly struct ResolvedPort
{
    public int? Value { get; init; }

    /// <summary>True for a port that was chosen because nobody said which.</summary>
    public bool IsAllocated { get; init; }

    /// <summary>True for a port that follows from the scheme or from the other port.</summary>
    public bool IsImplicit { get; init; }

    public static implicit operator int?(ResolvedPort resolvedPort) => resolvedPort.Value;

    public static ResolvedPort Explicit(int port) => new() { Value = port };

    public static ResolvedPort Allocated(int port) => new() { Value = port, IsAllocated = true };

    public static ResolvedPort Implicit(int port) => new() { Value = port, IsImplicit = true };

    public static ResolvedPort None() => default;
}
