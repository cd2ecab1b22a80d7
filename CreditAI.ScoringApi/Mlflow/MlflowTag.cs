namespace CreditAI.ScoringApi.Mlflow;

internal sealed record MlflowTag(string Key, string Value);
