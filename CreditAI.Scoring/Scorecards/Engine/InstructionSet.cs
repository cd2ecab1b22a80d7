namespace CreditAI.Scoring.Scorecards.Engine;

/// <summary>Which of the processor's instructions the batch path takes. All give the same bits: each row's sum runs in the same order.</summary>
internal enum InstructionSet
{
    /// <summary>What every processor has.</summary>
    Portable,

    /// <summary>Gathers of four.</summary>
    Avx2,

    /// <summary>Gathers of four, and permutes in place of tables of up to sixteen bins.</summary>
    Avx512,
}
