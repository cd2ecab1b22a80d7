using System.ComponentModel;

namespace CreditAI.ScoringApi.Policies;

[Description("Where a measure becomes a finding, 0 to 1.")]
internal sealed record ThresholdsContent(
    [property: Description("Worth a look.")] double Warning,
    [property: Description("At least as far from fair as the warning.")] double Critical);
