using CreditAI.Cli.Running;
using CreditAI.Scoring.Alternatives;

namespace CreditAI.Cli.Lda;

/// <summary>What the command line asks for.</summary>
internal sealed record LdaRequest(
    string Data, string Schema, string Output, string? Baseline, string Split, char? Delimiter, OutputFormat Format, SearchOptions Options);
