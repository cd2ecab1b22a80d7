namespace CreditAI.Cli.Train;

/// <summary>Paths that a training run reads and writes.</summary>
internal sealed record TrainFiles(string Data, string Schema, string Model, string? Breaks);
