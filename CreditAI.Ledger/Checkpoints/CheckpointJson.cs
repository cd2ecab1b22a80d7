using System.Text.Json;
using System.Text.Json.Serialization;

namespace CreditAI.Ledger.Checkpoints;

/// <summary>Serializers made at compile time: a new ledger's first checkpoint falls among decisions, which wait while a serializer is made on the only core.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Checkpoint))]
[JsonSerializable(typeof(SignedCheckpoint))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
