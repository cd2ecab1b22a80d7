using System.Runtime.Intrinsics;

namespace CreditAI.Scoring.Training.Boosting;

/// <summary>Rows in the shape that the kernel takes: padded to whole vectors with rows of no weight.</summary>
internal sealed class BoostedRows
{
    /// <param name="positions">Positions in the training rows.</param>
    /// <param name="set">Gives outcomes, weights and groups by position.</param>
    /// <param name="start">Log-odds that every row begins with.</param>
    public BoostedRows(int[] positions, TrainingSet set, double start)
    {
        Positions = positions;
        var lane = Vector256<float>.Count;
        var padded = (positions.Length + lane - 1) / lane * lane;
        Scores = new float[padded];
        Targets = new float[padded];
        Weights = new float[padded];
        Groups = set.Groups is null ? [] : new short[padded];
        for (var index = 0; index < positions.Length; index++)
        {
            Targets[index] = set.Favourable[positions[index]] ? 1 : 0;
            Weights[index] = (float)(set.Weights[positions[index]] / set.MeanWeight);
        }

        if (set.Groups is { } groups)
        {
            Array.Fill(Groups, (short)FairnessPenalty.Ignored);
            for (var index = 0; index < positions.Length; index++)
            {
                Groups[index] = groups[positions[index]];
            }
        }

        Array.Fill(Scores, (float)start);
    }

    public int[] Positions { get; }

    /// <summary>Log-odds.</summary>
    public float[] Scores { get; }

    /// <summary>1 favourable, 0 not.</summary>
    public float[] Targets { get; }

    /// <summary>Mean 1 over all bags.</summary>
    public float[] Weights { get; }

    /// <summary>Penalised groups; empty without a penalty.</summary>
    public short[] Groups { get; }

    /// <summary>Picks a feature's codes for these rows.</summary>
    public ushort[] Gather(ushort[] codes)
    {
        var picked = new ushort[Scores.Length];
        for (var index = 0; index < Positions.Length; index++)
        {
            picked[index] = codes[Positions[index]];
        }

        return picked;
    }
}
