namespace CreditAI.Cli.Deploy;

/// <summary>Somebody else has taken over: what becomes of the traffic is theirs to say from now on.</summary>
internal sealed class SupersededException() : Exception("another deployment or rollback of this environment has begun since: creditai status shows it");
