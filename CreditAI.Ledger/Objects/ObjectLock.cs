using Amazon.S3;

namespace CreditAI.Ledger.Objects;

/// <summary>How long what is written into a bucket with object lock can be neither removed nor replaced.</summary>
/// <param name="Mode">Governance: those with a right of its own may; compliance: nobody may.</param>
internal sealed record ObjectLock(ObjectLockMode Mode, TimeSpan For, TimeProvider Time);
