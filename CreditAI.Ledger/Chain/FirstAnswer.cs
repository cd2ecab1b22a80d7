using CreditAI.Ledger.Decisions;

namespace CreditAI.Ledger.Chain;

/// <summary>What a key was used for first.</summary>
/// <param name="Fingerprint">Of the request's body.</param>
/// <param name="DecisionId">That answered it.</param>
internal sealed record FirstAnswer(byte[] Fingerprint, Guid DecisionId)
{
    public Appended AnswerTo(IdempotencyKey key)
        => new(DecisionId, key.IsSameRequest(Fingerprint) ? AppendOutcome.Replayed : AppendOutcome.KeyReused);
}
