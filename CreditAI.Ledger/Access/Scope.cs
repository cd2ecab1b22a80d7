namespace CreditAI.Ledger.Access;

/// <summary>What a caller may do. Written in lower case, as in <c>decide</c>, wherever people see it.</summary>
[Flags]
public enum Scope
{
    None = 0,

    /// <summary>Have applications decided or scored.</summary>
    Decide = 1,

    /// <summary>Read decisions, reviews and reports.</summary>
    Read = 2,

    /// <summary>Report outcomes.</summary>
    Outcomes = 4,

    /// <summary>Read and change the model registry.</summary>
    Models = 8,

    /// <summary>Change the policy.</summary>
    Policy = 16,

    /// <summary>Export and erase subjects.</summary>
    Subjects = 32,

    /// <summary>Read the audit log.</summary>
    Audit = 64,

    /// <summary>Everything.</summary>
    Admin = 128,
}
