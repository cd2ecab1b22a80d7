namespace CreditAI.Benchmarks.Measuring;

/// <summary>
/// Times code and its peer in turn, round by round, so that whatever else the machine does falls on both; medians over the rounds. One thread.
/// </summary>
internal static class SideBySide
{
    private const int Rounds = 15;

    // Tier-1 code comes in the background some tens of milliseconds after the thirtieth call.
    private static readonly TimeSpan Warming = TimeSpan.FromMilliseconds(600);

    /// <returns>Median seconds of one call of each.</returns>
    public static double[] Medians(params Action[] actions)
    {
        foreach (var action in actions)
        {
            Warm(action);
        }

        var seconds = actions.Select(_ => new double[Rounds]).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var index = 0; index < actions.Length; index++)
            {
                seconds[index][round] = Seconds(actions[index]);
            }
        }

        return [.. seconds.Select(Median)];
    }

    public static double Seconds(Action action)
    {
        var start = TimeProvider.System.GetTimestamp();
        action();
        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    private static void Warm(Action action)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var call = 0; call < 3 || TimeProvider.System.GetElapsedTime(start) < Warming; call++)
        {
            action();
        }
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
