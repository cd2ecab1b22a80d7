namespace CreditAI.Cli.Deploy;

/// <param name="Json">As POST /v1/scores takes it.</param>
/// <param name="Groups">By protected attribute.</param>
internal sealed record SampleApplication(string Json, IReadOnlyDictionary<string, string> Groups);
