using System.Text.Json;
using System.Text.Json.Serialization;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>Serializers made at compile time for what is answered thousands of times a second.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DecisionResponse))]
[JsonSerializable(typeof(ScoreResponse))]
[JsonSerializable(typeof(BatchLine))]
internal sealed partial class DecisionJson : JsonSerializerContext;
