namespace CreditAI.Backups.Retention;

/// <summary>How long backups are kept.</summary>
/// <param name="Days">Any moment of the last so many days can be gone back to.</param>
/// <param name="LeastFulls">So many full backups without damage are kept however old they are.</param>
public sealed record RetentionPolicy(int Days = 30, int LeastFulls = 7);
