using System.Reflection;

namespace CreditAI.Scoring.Training;

/// <summary>The version of this code, for the lineage of what it makes.</summary>
public static class CodeVersion
{
    public static string Current { get; } =
        typeof(CodeVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
