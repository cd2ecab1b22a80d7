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

    public static void Line(string text = "") => Answers.WriteLine(OnOneLine(text));

    public static void Title(string text)
    {
        Answers.WriteLine();
        Answers.Write(new Text(OnOneLine(text), new Style(decoration: Decoration.Bold)));
        Answers.WriteLine();
    }

    /// <summary>
    /// The first column is text, and the last where that is said; the others are figures. Where a terminal is too narrow for all columns they
    /// follow below, beside the first again, as a figure broken in two is misread.
    /// </summary>
    public static void Table(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows, bool lastIsText = false)
    {
        IReadOnlyList<string>[] cells = [.. rows];
        foreach (var panel in TablePanels.Fit(headers, cells, lastIsText, Answers.Profile.Width))
        {
            var table = new Table { Border = Console.IsOutputRedirected ? TableBorder.None : TableBorder.Simple };
            foreach (var (column, width) in panel)
            {
                var text = column == 0 || (lastIsText && column == headers.Count - 1);
                table.AddColumn(new TableColumn(new Text(headers[column])) { Alignment = text ? Justify.Left : Justify.Right, Width = width });
            }

            foreach (var row in cells)
            {
                table.AddRow(panel.Select(column => new Text(row[column.Index])));
            }

            Answers.Write(table);
        }
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

    // Figures break before their interval for a table's cells; a sentence wraps by itself.
    private static string OnOneLine(string text) => text.Replace('\n', ' ');

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
