using System.Globalization;
using System.Text;
using System.Text.Json;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.ScoringApi.Mlflow;

/// <summary>A version's files, as MLflow's clients download them: the artifact, and a description of it with the model's signature.</summary>
internal static class MlflowArtifacts
{
    public const string ScorecardFile = "scorecard.json";
    public const string DescriptionFile = "MLmodel";

    private const string Scheme = "mlflow-artifacts:/models/";

    public static string UriOf(string sha256) => Scheme + sha256;

    /// <returns>The SHA-256 that a source names, with MLflow's scheme or alone; null where it names none.</returns>
    public static string? Sha256Of(string source)
    {
        var text = source.StartsWith(Scheme, StringComparison.Ordinal) ? source[Scheme.Length..] : source;
        text = text.EndsWith($"/{ScorecardFile}", StringComparison.Ordinal) ? text[..^(ScorecardFile.Length + 1)] : text;
        return IsSha256(text) ? text : null;
    }

    public static bool IsSha256(string text) => text.Length == 64 && text.All(letter => char.IsAsciiHexDigitLower(letter));

    /// <summary>The file MLmodel: YAML, with the signature as MLflow writes it.</summary>
    public static byte[] Describe(Scorecard scorecard)
    {
        var inputs = scorecard.Schema.Features.Select(feature => new
        {
            type = feature.Kind == FeatureKind.Numeric ? "double" : "string",
            name = feature.Name,
            required = false,
        });
        object[] outputs =
        [
            new { type = "double", name = "points", required = true }, new { type = "double", name = "probabilityOfDefault", required = true },
        ];
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
            flavors:
              creditai:
                scorecard: {ScorecardFile}
                trainer: {scorecard.Lineage.Trainer}
                code_version: '{Quote(scorecard.Lineage.CodeVersion)}'
            model_uuid: {scorecard.Version[..32]}
            signature:
              inputs: '{Quote(JsonSerializer.Serialize(inputs))}'
              outputs: '{Quote(JsonSerializer.Serialize(outputs))}'
              params: null

            """));
    }

    // YAML 1.2 §7.3.2: in single quotes only the quote itself is doubled.
    private static string Quote(string text) => text.Replace("'", "''", StringComparison.Ordinal);
}
