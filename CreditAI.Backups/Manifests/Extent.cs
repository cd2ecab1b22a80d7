namespace CreditAI.Backups.Manifests;

/// <param name="Piece">Index into the manifest's pieces.</param>
/// <param name="PieceOffset">Of its first byte in what is in the piece.</param>
/// <param name="FileOffset">Of its first byte in the file.</param>
/// <param name="Length">In bytes.</param>
public sealed record Extent(int Piece, long PieceOffset, long FileOffset, int Length);
