using System.CommandLine;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Alternatives;
using CreditAI.Scoring.Data;

namespace CreditAI.Cli.Lda;

/// <summary><c>creditai lda</c>.</summary>
internal static class LdaCommand
{
    public static void AddLdaCommand(this RootCommand root)
    {
        var options = new LdaOptions();
        var command = new NotedCommand(
            "lda",
            "Searches for a less discriminatory scorecard.",
            """
              It gives the frontier of accuracy against fairness, a choice by a stated rule,
              its confirmation on rows that the choice has not seen, and the record of all
              that was tried. No alternative has a protected attribute as a feature. Run again
              with the same inputs, it goes on where it stopped.
            """);
        options.AddTo(command);
        command.SetAction((parsed, cancel) => Task.FromResult(Run(options.Read(parsed), cancel)));
        root.Add(command);
    }

    private static int Run(LdaRequest request, CancellationToken cancel)
    {
        var split = ParseSplit(request.Split);
        var schema = InputFiles.Schema(request.Schema);
        var data = InputFiles.Data(
            request.Data, schema, new CsvOptions { Delimiter = request.Delimiter, Extra = split.Column is { } column ? [column] : [] });
        var rows = split.Split(data, request.Data, request.Options.Seed);
        var options = request.Options with { DataSha256 = InputFiles.Sha256(request.Data), Split = request.Split };
        var baseline = request.Baseline is { } path ? InputFiles.Scorecard(path) : null;
        SearchResult result;
        try
        {
            result = Search(new SearchDirectory(request.Output), data, rows, options, baseline, cancel);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"cancelled; the scorecards trained so far are kept in {request.Output}, and the same command goes on from there");
            return ExitCode.Failed;
        }

        if (request.Format == OutputFormat.Json)
        {
            JsonOutput.Write(json => SearchDocument.Write(json, result));
        }
        else
        {
            LdaText.Write(result, request.Output);
        }

        return ExitCode.Done;
    }

    private static SearchResult Search(
        SearchDirectory directory, Dataset data, SplitRows rows, SearchOptions options, CreditAI.Scoring.Scorecards.Scorecard? baseline, CancellationToken cancel)
    {
        var search = Open(data, rows, options with { Baseline = baseline });
        directory.Claim(options, data.Schema, baseline);
        SearchResult? result = null;
        Screen.Counting("Training the family", options.Models, done =>
            result = search.Run(directory.Recall, directory.Keep, (count, _) => done(count), cancel));
        directory.Finish(result!);
        return result!;
    }

    private static AlternativeSearch Open(Dataset data, SplitRows rows, SearchOptions options)
    {
        try
        {
            return new AlternativeSearch(data, rows, options);
        }
        catch (ArgumentException fault)
        {
            throw new UsageException(fault.Message);
        }
    }

    private static RowSplit ParseSplit(string expression)
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
