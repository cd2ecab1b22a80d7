using System.CommandLine;
using CreditAI.Scoring.Data;

namespace CreditAI.Cli.Running;

/// <summary>Which rows train, with the seed of those that are drawn.</summary>
internal sealed class SplitOption
{
    public Option<string> Expression { get; } = new("--split")
    {
        Description = "The training rows: index%10<7 by 0-based row index, 0.7 a share drawn by seed, or column:date<2025-01-01. The others test.",
        DefaultValueFactory = _ => "index%10<7",
    };

    public Option<int> Seed { get; } = new("--seed") { Description = "Seed of whatever is drawn.", DefaultValueFactory = _ => 1 };

    public static RowSplit Parse(string expression)
    {
        try
        {
            return RowSplit.Parse(expression);
        }
        catch (FormatException fault)
        {
            throw new UsageException($"--split: {fault.Message}");
        }
    }
}
