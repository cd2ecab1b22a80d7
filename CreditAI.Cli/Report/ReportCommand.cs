using System.CommandLine;

namespace CreditAI.Cli.Report;

/// <summary><c>creditai report</c>.</summary>
internal static class ReportCommand
{
    public static void AddReportCommand(this RootCommand root)
    {
        var report = new Command("report", "Writes reports of what was decided, for people who were not there.");
        report.AddFairnessReportCommand();
        root.Add(report);
    }
}
