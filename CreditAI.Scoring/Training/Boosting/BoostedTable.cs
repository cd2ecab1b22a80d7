using System.Runtime.Intrinsics;

namespace CreditAI.Scoring.Training.Boosting;

/// <summary>One table that a bag learns, of a feature or of a pair.</summary>
internal abstract class BoostedTable(ushort[] training, ushort[] heldOut, int count)
{
    /// <summary>Cell by training row of the bag.</summary>
    public ushort[] Training => training;

    /// <summary>Cell by held-out row of the bag.</summary>
    public ushort[] HeldOut => heldOut;

    public int Count => count;

    /// <summary>Log-odds by cell.</summary>
    public double[] Values { get; set; } = new double[count];

    /// <summary>The last step by cell, already multiplied by the learning rate.</summary>
    public float[] Step { get; } = new float[count];

    /// <summary>Finds the next step from the sums of gradient and curvature by cell, and adds it to the values.</summary>
    public void Learn(ReadOnlySpan<Vector128<double>> sums)
    {
        Array.Clear(Step);
        FindStep(sums);
        for (var cell = 0; cell < count; cell++)
        {
            Values[cell] += Step[cell];
        }
    }

    protected abstract void FindStep(ReadOnlySpan<Vector128<double>> sums);
}
