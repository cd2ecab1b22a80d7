using System.ComponentModel;

namespace CreditAI.ScoringApi.Training;

/// <summary>The order's document as the description has it; it is read and written by <see cref="CreditAI.Scoring.Training.Orders.TrainingOrder"/>.</summary>
[Description("What to train, on what, and how.")]
internal sealed record OrderContent(
    [property: Description("The model's name; the data set's where it is left out.")] string? Name,
    [property: Description("The rows: a file of the object store, or the ledger's own decisions whose outcomes are known.")] SourceContent Data,
    [property: Description("logistic or boosted; logistic where it is left out.")] string? Trainer,
    [property: Description("How it is made fairer; not with a search.")] MitigationContent? Mitigation,
    [property: Description("A search for less discriminatory alternatives, whose choice is what the run gives.")] SearchContent? Search,
    [property: Description("The training rows: index%10<7 by row index, 0.7 a share drawn by seed, or column:date<2025-01-01. The others test.")] string? Split,
    [property: Description("Of whatever is drawn; 1 where it is left out.")] int? Seed,
    [property: Description("Share of the training rows that the version's cut-off approves; 0.7 where it is left out.")] double? ApprovalRate,
    [property: Description("Share that it refers; 0.05 where it is left out.")] double? ReferralRate);
