namespace CreditAI.ScoringApi.Mlflow;

internal sealed record MlflowAlias(string Alias, string Version);
