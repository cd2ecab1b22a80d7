namespace CreditAI.Backups.Drills;

/// <summary>One thing that a drill found out.</summary>
/// <param name="Holds">Null when it could not be tried; the finding says why.</param>
/// <param name="Finding">With figures.</param>
public sealed record DrillCheck(string Name, bool? Holds, string Finding);
