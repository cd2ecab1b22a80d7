using System.Runtime.Intrinsics;

namespace CreditAI.Scoring.Training.Boosting;

/// <summary>Sums over the cells of a leaf.</summary>
/// <param name="Slope">Gradient and curvature of the loss.</param>
/// <param name="Rows">Rows, not their weight: a heavy row is one observation.</param>
internal readonly record struct Leaf(Vector128<double> Slope, int Rows)
{
    public static Leaf operator +(Leaf left, Leaf right) => new(left.Slope + right.Slope, left.Rows + right.Rows);

    public static Leaf operator -(Leaf left, Leaf right) => new(left.Slope - right.Slope, left.Rows - right.Rows);

    /// <summary>The Newton step with a ridge penalty; 0 where there is no curvature at all.</summary>
    public double Value(double l2)
    {
        var curvature = Slope.GetElement(1) + l2;
        return curvature > 1e-9 ? Math.Clamp(Slope.GetElement(0) / curvature, -Longest, Longest) : 0;
    }

    // Where nearly all are certain the curvature vanishes and a step would leave the ground.
    private const double Longest = 4;

    /// <summary>Twice the loss that the step takes away.</summary>
    public double Gain(double l2)
    {
        var (gradient, curvature) = (Slope.GetElement(0), Slope.GetElement(1) + l2);
        return curvature > 1e-9 ? gradient * gradient / curvature : 0;
    }
}
