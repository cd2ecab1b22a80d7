using System.ComponentModel.DataAnnotations;

namespace CreditAI.ScoringApi.Security;

/// <summary>The key that callers send in the header X-Api-Key.</summary>
internal sealed class ApiKeyOptions
{
    /// <summary>The setting ApiKey. Required: a service that decides about people is never open to everyone.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "No API key is configured: set ApiKey (environment variable ApiKey) to a secret of at least 16 characters.")]
    [MinLength(16, ErrorMessage = "The configured ApiKey is shorter than 16 characters: set a longer secret.")]
    public string? ApiKey { get; set; }
}
