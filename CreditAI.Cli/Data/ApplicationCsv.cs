using System.Globalization;
using CreditAI.Scoring.Synthetic;
using CsvHelper;

namespace CreditAI.Cli.Data;

/// <summary>An application as a CSV row, in the order of <see cref="SyntheticSchema.Columns"/>.</summary>
internal static class ApplicationCsv
{
    public static void WriteHeader(CsvWriter csv)
    {
        foreach (var column in SyntheticSchema.Columns)
        {
            csv.WriteField(column);
        }

        csv.EndRecord();
    }

    public static void Write(CsvWriter csv, SyntheticApplication application)
    {
        csv.WriteField(application.Number);
        csv.WriteField(application.Date);
        csv.WriteField(application.Income);
        csv.WriteField(application.DebtRatio);
        csv.WriteField(application.Utilisation);
        csv.WriteField(application.Delinquencies);
        csv.WriteField(application.OldestAccountMonths?.ToString(CultureInfo.InvariantCulture));
        csv.WriteField(application.EmploymentMonths?.ToString(CultureInfo.InvariantCulture));
        csv.WriteField(application.Inquiries);
        csv.WriteField(application.LoanAmount);
        csv.WriteField(application.TermMonths);
        csv.WriteField(application.Purpose);
        csv.WriteField(application.HomeOwnership);
        csv.WriteField(application.EmploymentType);
        csv.WriteField(application.Sex);
        csv.WriteField(application.Ethnicity);
        csv.WriteField(application.Age);
        csv.WriteField(application.Repaid ? "repaid" : "defaulted");
        csv.EndRecord();
    }
}
