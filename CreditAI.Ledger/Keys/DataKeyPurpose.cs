namespace CreditAI.Ledger.Keys;

/// <summary>What a key of the ledger is for, as the database spells it.</summary>
internal static class DataKeyPurpose
{
    /// <summary>Wraps the applicants' keys; every writer makes its own.</summary>
    public const string Applicant = "applicant";

    /// <summary>Hashes applicant and application ids for looking decisions up; there is one.</summary>
    public const string Index = "index";

    /// <summary>Signs checkpoints; there is one.</summary>
    public const string Signing = "signing";
}
