using CreditAI.Scoring.Data;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Cli.Running;

/// <summary>Data that a scorecard is judged by: all rows of a file, or those that its own split held out of training.</summary>
internal sealed record LabelledRows(Dataset Data, int[] Rows)
{
    /// <param name="scorecard">The scorecard.</param>
    /// <param name="path">The data file.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="heldOut">True: only the rows held out.</param>
    /// <exception cref="UsageException">The rows held out are asked for and the file is not the one that was trained on.</exception>
    public static LabelledRows Read(Scorecard scorecard, string path, CsvOptions options, bool heldOut)
    {
        var split = heldOut ? SplitOf(scorecard, path) : null;
        var data = InputFiles.Data(
            path, scorecard.Schema, split?.Column is { } column ? options with { Extra = [.. options.Extra.Append(column).Distinct()] } : options);
        return new LabelledRows(data, split is null ? [.. Enumerable.Range(0, data.Count)] : split.Split(data, path, scorecard.Lineage.Seed).Test);
    }

    private static RowSplit SplitOf(Scorecard scorecard, string path)
    {
        if (scorecard.Lineage.Split is not { } expression || scorecard.Lineage.DataSha256 is not { } sha256)
        {
            throw new UsageException("--held-out: the scorecard does not say which rows it was trained on");
        }

        return InputFiles.Sha256(path) == sha256
            ? RowSplit.Parse(expression)
            : throw new UsageException($"--held-out: {path} is not the file that the scorecard was trained on");
    }
}
