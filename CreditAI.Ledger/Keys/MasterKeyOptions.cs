using System.ComponentModel.DataAnnotations;

namespace CreditAI.Ledger.Keys;

/// <summary>Section Keys: the secrets that wrap every other key. They are in no database and no backup.</summary>
public sealed class MasterKeyOptions
{
    internal const int ShortestSecret = 32;

    /// <summary>The secret that wraps new keys: at least 32 characters of a generated secret. Required.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "No master key is configured: set Keys:Master (environment variable Keys__Master) to a generated secret of at least 32 characters.")]
    [MinLength(ShortestSecret, ErrorMessage = "The configured Keys:Master is shorter than 32 characters: set a longer generated secret.")]
    public string? Master { get; set; }

    /// <summary>Secrets of before, which still open what they wrapped until <c>creditai keys rotate</c> has wrapped it anew.</summary>
    public IList<string> Previous { get; } = [];
}
