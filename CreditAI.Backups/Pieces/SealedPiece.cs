namespace CreditAI.Backups.Pieces;

/// <param name="Name">Its key in a region, to which its content is bound.</param>
/// <param name="Content">As it is stored.</param>
/// <param name="RawLength">Of what is in it, in bytes.</param>
/// <param name="Sha256">Of <paramref name="Content"/>, lower-case hex.</param>
internal sealed record SealedPiece(string Name, ReadOnlyMemory<byte> Content, long RawLength, string Sha256);
