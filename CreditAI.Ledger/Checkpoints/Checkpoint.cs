using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CreditAI.Ledger.Chain;

namespace CreditAI.Ledger.Checkpoints;

/// <summary>Where every chain ended at an instant, joined to the checkpoint before.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Previous">SHA-256 of the content of the checkpoint before, lower-case hex; zeros for the first.</param>
/// <param name="Heads">Of all chains.</param>
/// <param name="AuditNumber">Of the audit log's last entry.</param>
/// <param name="AuditHash">Of that entry, lower-case hex.</param>
internal sealed record Checkpoint(
    long Number, DateTimeOffset MadeAt, string Previous, IReadOnlyList<CheckpointHead> Heads, long AuditNumber, string AuditHash)
{
    public static readonly string NoPrevious = Convert.ToHexStringLower(LedgerHash.Zero);

    /// <summary>The text that is signed.</summary>
    public string ToContent() => JsonSerializer.Serialize(this, CheckpointJson.Default.Checkpoint);

    /// <exception cref="JsonException">Not a checkpoint.</exception>
    public static Checkpoint Parse(string content) => JsonSerializer.Deserialize(content, CheckpointJson.Default.Checkpoint) ?? throw new JsonException("null is no checkpoint");

    public static string HashOf(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
