namespace CreditAI.Backups.Manifests;

/// <param name="Name">Its key in a region.</param>
/// <param name="Length">As stored, in bytes.</param>
/// <param name="RawLength">Of what is in it, in bytes.</param>
/// <param name="Sha256">Of what is stored, lower-case hex.</param>
public sealed record StoredPiece(string Name, long Length, long RawLength, string Sha256)
{
    internal static StoredPiece Of(Pieces.SealedPiece piece) => new(piece.Name, piece.Content.Length, piece.RawLength, piece.Sha256);
}
