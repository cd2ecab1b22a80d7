namespace CreditAI.Backups.Restoring;

/// <summary>Where bytes of a piece go.</summary>
/// <param name="File">Index of the file in the plan.</param>
internal readonly record struct PlacedExtent(int File, long PieceOffset, long FileOffset, int Length);
