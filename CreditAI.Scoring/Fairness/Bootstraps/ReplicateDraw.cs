namespace CreditAI.Scoring.Fairness.Bootstraps;

/// <summary>Row numbers drawn with replacement: SplitMix64 (Steele, Lea and Flood 2014), a stream of its own for each replicate.</summary>
internal struct ReplicateDraw(int seed, int replicate)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state = Mix(((ulong)(uint)seed << 32) | (uint)replicate);

    /// <summary>Uniform below the limit, by the high half of a product (Lemire 2019); the bias, below 2⁻³² of a share, does not matter here.</summary>
    public int Below(int limit)
    {
        _state += Golden;
        return (int)(((Mix(_state) >> 32) * (ulong)limit) >> 32);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
