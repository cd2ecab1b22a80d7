using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CreditAI.Scoring.Synthetic;

namespace CreditAI.Cli.Deploy;

/// <summary>Applications of nobody that a slot is tried with.</summary>
internal static class SampleApplications
{
    private const int Generated = 400;

    /// <param name="path">A line of JSON each, as POST /v1/decisions:batch takes them; null for generated ones, which only a model of generated data can score.</param>
    public static IReadOnlyList<SampleApplication> Read(string? path)
        => path is null ? [.. new ApplicationGenerator(1, 1).Generate(Generated).Select(Generate)] : Lines(path);

    private static SampleApplication Generate(SyntheticApplication application) => Of(new JsonObject
    {
        ["features"] = new JsonObject
        {
            ["income"] = application.Income,
            ["debt_ratio"] = application.DebtRatio,
            ["utilisation"] = application.Utilisation,
            ["delinquencies"] = application.Delinquencies,
            ["oldest_account_months"] = application.OldestAccountMonths,
            ["employment_months"] = application.EmploymentMonths,
            ["inquiries"] = application.Inquiries,
            ["loan_amount"] = application.LoanAmount,
            ["term_months"] = application.TermMonths,
            ["purpose"] = application.Purpose,
            ["home_ownership"] = application.HomeOwnership,
            ["employment_type"] = application.EmploymentType,
        },
        ["protected"] = new JsonObject { ["sex"] = application.Sex, ["ethnicity"] = application.Ethnicity },
    });

    private static List<SampleApplication> Lines(string path)
    {
        var applications = new List<SampleApplication>();
        foreach (var (line, number) in File.ReadLines(path).Select((line, index) => (line, index + 1)).Where(item => !string.IsNullOrWhiteSpace(item.line)))
        {
            try
            {
                applications.Add(Of(JsonNode.Parse(line) as JsonObject ?? throw new JsonException("it is no object")));
            }
            catch (JsonException exception)
            {
                throw new DeploymentException(string.Create(CultureInfo.InvariantCulture, $"{path}, line {number}: {exception.Message}"));
            }
        }

        return applications.Count > 0 ? applications : throw new DeploymentException($"{path} has no applications.");
    }

    private static SampleApplication Of(JsonObject application)
        => new(
            new JsonObject { ["features"] = application["features"]?.DeepClone() }.ToJsonString(),
            (application["protected"] as JsonObject ?? []).Where(attribute => attribute.Value?.GetValueKind() == JsonValueKind.String).ToDictionary(attribute => attribute.Key, attribute => (string)attribute.Value!));
}
