using System.Runtime.Intrinsics.X86;

namespace CreditAI.Scoring.Scorecards.Engine;

/// <summary>The instruction sets of the processor at hand.</summary>
internal static class InstructionSets
{
    public static InstructionSet Best { get; } =
        Avx512F.IsSupported ? InstructionSet.Avx512 : Avx2.IsSupported ? InstructionSet.Avx2 : InstructionSet.Portable;

    /// <summary>What this processor can run, the plainest first.</summary>
    public static IEnumerable<InstructionSet> Supported => Enum.GetValues<InstructionSet>().Where(set => set <= Best);
}
