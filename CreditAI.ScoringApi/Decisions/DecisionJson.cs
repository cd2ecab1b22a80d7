using System.Text.Json;
using System.Text.Json.Serialization;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>Serializers made at compile time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DecisionResponse))]
[JsonSerializable(typeof(BatchLine))]
internal sealed partial class DecisionJson : JsonSerializerContext;
