namespace CreditAI.Backups.Objects;

/// <param name="Key">In the object store.</param>
/// <param name="Length">In bytes.</param>
/// <param name="WrittenAt">As the store told it: an object whose length and time are as before is not read again.</param>
/// <param name="Sha256">Of the content, lower-case hex; the copy lies under it.</param>
public sealed record CopiedObject(string Key, long Length, DateTimeOffset WrittenAt, string Sha256);
