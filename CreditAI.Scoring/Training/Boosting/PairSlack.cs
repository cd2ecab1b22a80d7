namespace CreditAI.Scoring.Training.Boosting;

/// <summary>How far a pair's table may fall along a monotone feature before it turns, by border between two groups.</summary>
/// <param name="side">The monotone feature.</param>
/// <param name="stride">Distance of its groups' cells.</param>
/// <param name="lines">The other feature's ordinary groups in their order.</param>
/// <param name="lineStride">Distance of theirs.</param>
internal sealed class PairSlack(PairSide side, int stride, int[] lines, int lineStride)
{
    // By border, then by line: the least of the lines before, and of the line and those behind.
    private readonly double[] _before = new double[side.Order.Length * (lines.Length + 1)];
    private readonly double[] _behind = new double[side.Order.Length * (lines.Length + 1)];

    /// <summary>Takes stock of what the table has learned.</summary>
    public void Measure(double[] values)
    {
        var width = lines.Length + 1;
        for (var border = 1; border < side.Order.Length; border++)
        {
            var start = border * width;
            _before[start] = _behind[start + lines.Length] = double.PositiveInfinity;
            for (var line = 0; line < lines.Length; line++)
            {
                _before[start + line + 1] = Math.Min(_before[start + line], Slack(values, lines[line] * lineStride, border));
            }

            for (var line = lines.Length - 1; line >= 0; line--)
            {
                _behind[start + line] = Math.Min(_behind[start + line + 1], Slack(values, lines[line] * lineStride, border));
            }
        }
    }

    /// <param name="border">Position of the group behind the border.</param>
    /// <param name="line">Position of the first line behind the other cut.</param>
    /// <param name="changeBefore">By how much the step across the border grows in the lines before.</param>
    /// <param name="changeBehind">In that line and those behind.</param>
    public bool Allows(int border, int line, float changeBefore, float changeBehind)
    {
        var index = (border * (lines.Length + 1)) + line;
        return _before[index] + (side.Axis.Sign * changeBefore) >= 0 && _behind[index] + (side.Axis.Sign * changeBehind) >= 0;
    }

    /// <summary>Whether one line alone, whose cells begin at <paramref name="start"/>, may be cut.</summary>
    public bool Allows(double[] values, int start, int border, float low, float high) =>
        Slack(values, start, border) + (side.Axis.Sign * (high - low)) >= 0;

    private double Slack(double[] values, int line, int border)
    {
        var (group, before) = (side.Order[border], side.Order[border - 1]);
        return side.Axis.Sign * (values[line + (group * stride)] + side.Lent[group] - values[line + (before * stride)] - side.Lent[before]);
    }
}
