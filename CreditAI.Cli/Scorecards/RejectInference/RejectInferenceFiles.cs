namespace CreditAI.Cli.Scorecards.RejectInference;

/// <summary>Paths that reject inference reads and writes.</summary>
internal sealed record RejectInferenceFiles(string Approved, string Declined, string Data, string Schema, string? Model);
