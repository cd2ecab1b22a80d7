using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Synthetic;

/// <summary>The schema of generated applications, and their columns in file order.</summary>
public static class SyntheticSchema
{
    public static IReadOnlyList<string> Columns { get; } =
    [
        "application_id", "application_date", "income", "debt_ratio", "utilisation", "delinquencies", "oldest_account_months",
        "employment_months", "inquiries", "loan_amount", "term_months", "purpose", "home_ownership", "employment_type",
        "sex", "ethnicity", "age", "outcome",
    ];

    public static DatasetSchema Schema { get; } = new()
    {
        Name = "credit_applications",
        Label = new Label("outcome", "repaid", "defaulted"),
        Features =
        [
            Number("income", "Annual income", "Income insufficient for the amount of credit requested", Direction.Increasing, 0, 10_000_000, "Income could not be verified"),
            Number("debt_ratio", "Debt-to-income ratio", "Excessive obligations in relation to income", Direction.Decreasing, 0, 10, "Obligations could not be verified") with { Actionable = Actionability.Decrease },
            Number("utilisation", "Utilisation of credit lines", "Proportion of balances to credit limits on revolving accounts is too high", Direction.Decreasing, 0, 5, "Balances could not be verified") with { Actionable = Actionability.Decrease },
            Number("delinquencies", "Late payments in the last two years", "Delinquent past or present credit obligations with others", Direction.Decreasing, 0, 100, "Payment record could not be verified"),
            Number("oldest_account_months", "Age of the oldest account (months)", "Length of credit history", Direction.Increasing, 0, 1_000, "No credit history"),
            Number("employment_months", "Time in present employment (months)", "Length of employment", Direction.Increasing, 0, 900, "Length of employment could not be verified"),
            Number("inquiries", "Credit inquiries in the last six months", "Number of recent inquiries on the credit report", Direction.Decreasing, 0, 100, "Credit inquiries could not be verified") with { Actionable = Actionability.Decrease },
            Number("loan_amount", "Amount of the loan", "Amount of credit requested", Direction.Decreasing, 1, 1_000_000, null) with { Actionable = Actionability.Decrease },
            Number("term_months", "Term (months)", "Length of the requested repayment period", Direction.Decreasing, 1, 480, null) with { Actionable = Actionability.Decrease },
            Category("purpose", "Purpose", "Purpose of the loan", "Purpose of the loan was not stated"),
            Category("home_ownership", "Home ownership", "Housing situation", "Housing situation could not be verified"),
            Category("employment_type", "Kind of employment", "Temporary or irregular employment", "Employment could not be verified"),
        ],
        Protected =
        [
            new ProtectedAttribute { Name = "sex", DisplayName = "Sex", Privileged = "male" },
            new ProtectedAttribute { Name = "ethnicity", DisplayName = "Ethnicity", Privileged = "white" },
            new ProtectedAttribute
            {
                Name = "age",
                DisplayName = "Age",
                Privileged = "25 to 61",
                Bands = [new Band("under 25", null), new Band("25 to 61", 25), new Band("62 and over", 62)],
            },
        ],
    };

    private static Feature Number(
        string name, string displayName, string reason, Direction direction, double minimum, double maximum, string? missing) => new()
        {
            Name = name,
            Kind = FeatureKind.Numeric,
            Direction = direction,
            Minimum = minimum,
            Maximum = maximum,
            DisplayName = displayName,
            Reason = reason,
            MissingReason = missing,
        };

    private static Feature Category(string name, string displayName, string reason, string missing) => new()
    {
        Name = name,
        Kind = FeatureKind.Categorical,
        DisplayName = displayName,
        Reason = reason,
        MissingReason = missing,
    };
}
