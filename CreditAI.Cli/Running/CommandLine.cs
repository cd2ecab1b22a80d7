using System.CommandLine;
using System.CommandLine.Invocation;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Documents;
using Npgsql;

namespace CreditAI.Cli.Running;

/// <summary>Runs the command line and turns every fault into one message and an exit code, never a stack trace.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(this RootCommand root, string[] args)
    {
        root.Description += "\n\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 faults in the data, schema or scorecard.";
        HelpWithNotes.AddTo(root);
        var parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync($"creditai {CommandPath(parsed)}--help shows what it takes.");
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception fault) when (Told(Cause(fault)) is { } code)
        {
            await Console.Error.WriteLineAsync(Words(Cause(fault)));
            return code;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("cancelled; nothing was written");
            return ExitCode.Failed;
        }
    }

    /// <summary>What went wrong, where work in parallel wraps it.</summary>
    private static Exception Cause(Exception fault) => fault is AggregateException { InnerException: { } inner } ? inner : fault;

    // The driver names neither the server nor what timed out.
    private static string Words(Exception cause) => cause is NpgsqlException { InnerException: TimeoutException }
        ? $"The database did not answer in time ({cause.Message}). See whether its server is there and not too busy; Timeout and Command Timeout "
            + "in the connection string say how many seconds it gets."
        : cause.Message;

    private static int? Told(Exception fault) => fault switch
    {
        UsageException => ExitCode.Usage,
        DatasetException or InvalidDocumentException => ExitCode.BadData,
        OperationCanceledException => null,
        _ => ExitCode.Failed,
    };

    private static string CommandPath(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var result = parsed.CommandResult; result.Parent is System.CommandLine.Parsing.CommandResult parent; result = parent)
        {
            names.Push(result.Command.Name);
        }

        return string.Concat(names.Select(name => name + " "));
    }
}
