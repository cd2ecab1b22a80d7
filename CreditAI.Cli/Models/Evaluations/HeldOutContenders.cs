using CreditAI.Scoring.Promotion;

namespace CreditAI.Cli.Models.Evaluations;

/// <summary>Model versions on rows that none of them was trained on.</summary>
/// <param name="Contenders">In the order they were asked for, all on the same rows.</param>
/// <param name="Data">Which rows, in words.</param>
/// <param name="Sha256">Of what the rows hold.</param>
internal sealed record HeldOutContenders(IReadOnlyList<Contender> Contenders, string Data, string Sha256);
