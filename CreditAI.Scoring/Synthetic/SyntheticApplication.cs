namespace CreditAI.Scoring.Synthetic;

/// <summary>One made-up application with its protected attributes and outcome.</summary>
public sealed record SyntheticApplication
{
    /// <summary>From 1.</summary>
    public required long Number { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>A year, in whole currency units.</summary>
    public required double Income { get; init; }

    /// <summary>Monthly obligations over monthly income.</summary>
    public required double DebtRatio { get; init; }

    /// <summary>Used share of revolving credit lines; above 1 is over the limit.</summary>
    public required double Utilisation { get; init; }

    /// <summary>Payments 30 days late or more in the last two years.</summary>
    public required int Delinquencies { get; init; }

    /// <summary>Null for an applicant without credit history.</summary>
    public required int? OldestAccountMonths { get; init; }

    /// <summary>Null when it was not stated.</summary>
    public required int? EmploymentMonths { get; init; }

    public required int Inquiries { get; init; }

    public required double LoanAmount { get; init; }

    public required int TermMonths { get; init; }

    public required string Purpose { get; init; }

    public required string HomeOwnership { get; init; }

    public required string EmploymentType { get; init; }

    public required string Sex { get; init; }

    public required string Ethnicity { get; init; }

    public required int Age { get; init; }

    public required bool Repaid { get; init; }
}
