using Spectre.Console;

namespace CreditAI.Cli.Running;

/// <summary>Text for people: standard output for answers, standard error for progress. What is redirected is plain and does not wrap.</summary>
internal static class Screen
{
    private const int PlainWidth = 200;

    private static readonly IAnsiConsole Answers = Open(Console.Out, Console.IsOutputRedirected);
    private static readonly IAnsiConsole Progress = Open(Console.Error, Console.IsErrorRedirected);

    /// <summary>Breaks a long cell or header in two on a terminal, which is narrow; redirected text stays on one line.</summary>
    public static string Break { get; } = Console.IsOutputRedirected ? " " : "\n";

    public static void Line(string text = "") => Answers.WriteLine(text);

    public static void Title(string text)
    {
        Answers.WriteLine();
        Answers.Write(new Text(text, new Style(decoration: Decoration.Bold)));
        Answers.WriteLine();
    }

    /// <summary>The first column is text, and the last where that is said; the others are figures.</summary>
    public static void Table(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows, bool lastIsText = false)
    {
        var table = new Table { Border = Console.IsOutputRedirected ? TableBorder.None : TableBorder.Simple };
        foreach (var header in headers)
        {
            var text = table.Columns.Count == 0 || (lastIsText && table.Columns.Count == headers.Count - 1);
            table.AddColumn(new TableColumn(new Text(header)) { Alignment = text ? Justify.Left : Justify.Right, NoWrap = !text });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        Answers.Write(table);
    }

    /// <summary>Runs something that takes a while, with its name on standard error while it does, where a person watches.</summary>
    public static T Working<T>(string what, Func<T> work) =>
        Console.IsErrorRedirected ? work() : Progress.Status().Start(Markup.Escape(what), _ => work());

    /// <summary>Runs something that counts up to a total, with a bar on standard error where a person watches.</summary>
    public static void Counting(string what, long total, Action<Action<long>> work)
    {
        if (Console.IsErrorRedirected)
        {
            work(_ => { });
            return;
        }

        Progress.Progress().Start(context =>
        {
            var bar = context.AddTask(Markup.Escape(what), maxValue: Math.Max(1, total));
            work(done => bar.Value = done);
            bar.Value = bar.MaxValue;
        });
    }

    private static IAnsiConsole Open(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected)
        {
            console.Profile.Width = PlainWidth;
        }

        return console;
    }
}
