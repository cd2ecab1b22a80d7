namespace CreditAI.Scoring.Mitigation.Methods;

/// <summary>
/// The draws of NumPy's legacy RandomState: the Mersenne Twister MT19937 (Matsumoto and Nishimura 1998) seeded by one whole number,
/// bounded draws by masking and rejection, Fisher and Yates' shuffle from the end. NumPy guarantees this stream never to change, so a split
/// made there is made again here. Not for secrets.
/// </summary>
internal sealed class LegacyRandom
{
    private const int Size = 624;
    private const int Shift = 397;

    private readonly uint[] _state = new uint[Size];
    private int _next = Size;

    public LegacyRandom(uint seed)
    {
        _state[0] = seed;
        for (var index = 1; index < Size; index++)
        {
            _state[index] = (1812433253 * (_state[index - 1] ^ (_state[index - 1] >> 30))) + (uint)index;
        }
    }

    /// <summary>0 to n − 1 in a drawn order.</summary>
    public int[] Permutation(int n)
    {
        int[] order = [.. Enumerable.Range(0, n)];
        Shuffle(order);
        return order;
    }

    public void Shuffle(Span<int> values)
    {
        for (var index = values.Length - 1; index > 0; index--)
        {
            var other = (int)Below((uint)index);
            (values[index], values[other]) = (values[other], values[index]);
        }
    }

    /// <summary>0 to the largest, both included.</summary>
    private uint Below(uint largest)
    {
        var mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(largest);
        uint drawn;
        do
        {
            drawn = Next() & mask;
        }
        while (drawn > largest);

        return drawn;
    }

    private uint Next()
    {
        if (_next == Size)
        {
            Generate();
        }

        var drawn = _state[_next++];
        drawn ^= drawn >> 11;
        drawn ^= (drawn << 7) & 0x9d2c5680;
        drawn ^= (drawn << 15) & 0xefc60000;
        return drawn ^ (drawn >> 18);
    }

    private void Generate()
    {
        for (var index = 0; index < Size; index++)
        {
            var mixed = (_state[index] & 0x80000000) | (_state[(index + 1) % Size] & 0x7fffffff);
            _state[index] = _state[(index + Shift) % Size] ^ (mixed >> 1) ^ ((mixed & 1) == 0 ? 0 : 0x9908b0df);
        }

        _next = 0;
    }
}
