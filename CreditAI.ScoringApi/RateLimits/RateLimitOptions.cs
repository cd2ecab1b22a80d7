using System.ComponentModel.DataAnnotations;
using System.Net;

namespace CreditAI.ScoringApi.RateLimits;

/// <summary>Section RateLimits. All limits are requests per minute, over all replicas; 0 is no limit.</summary>
internal sealed class RateLimitOptions : IValidatableObject
{
    /// <summary>For callers without a limit of their own. The configured ApiKey has none in any case.</summary>
    [Range(0, 100_000_000)]
    public int DefaultPerMinute { get; set; }

    /// <summary>Per address, before anything else is looked at; for IPv6 per /64, which is what one customer is given. The edge has a limit too.</summary>
    [Range(0, 100_000_000)]
    public int PerAddressPerMinute { get; set; }

    /// <summary>Addresses or networks (10.0.0.0/8) of the proxies in front: from these, and no others, X-Forwarded-For is believed.</summary>
    public IList<string> KnownProxies { get; } = [];

    [EnumDataType(typeof(CacheAway))]
    public CacheAway WhenCacheAway { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => KnownProxies
        .Where(proxy => !IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _))
        .Select(proxy => new ValidationResult($"RateLimits:KnownProxies: '{proxy}' is no address and no network such as 10.0.0.0/8."));
}
