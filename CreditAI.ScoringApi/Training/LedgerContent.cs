using System.ComponentModel;

namespace CreditAI.ScoringApi.Training;

[Description("Which decisions.")]
internal sealed record LedgerContent(
    [property: Description("Decided from then on.")] DateTimeOffset? From,
    [property: Description("And before then.")] DateTimeOffset? To,
    [property: Description("Features and protected attributes of this model version; of the champion where it is left out.")] int? SchemaOf);
