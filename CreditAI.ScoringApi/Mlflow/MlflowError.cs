using System.Text.Json.Serialization;

namespace CreditAI.ScoringApi.Mlflow;

internal sealed record MlflowError([property: JsonPropertyName("error_code")] string ErrorCode, [property: JsonPropertyName("message")] string Message);
