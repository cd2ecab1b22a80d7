using System.ComponentModel;
using System.Text.Json;

namespace CreditAI.ScoringApi.Training;

[Description("The rows of a training run: object with schema, or ledger.")]
internal sealed record SourceContent(
    [property: Description("A CSV file's key, which begins with data/.")] string? Object,
    [property: Description("A data set's schema, as creditai train takes it.")] JsonElement? Schema,
    [property: Description("The ledger's own decisions whose outcomes were known when the run was ordered.")] LedgerContent? Ledger);
