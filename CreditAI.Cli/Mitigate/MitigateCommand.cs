using System.CommandLine;

namespace CreditAI.Cli.Mitigate;

/// <summary><c>creditai mitigate</c>.</summary>
internal static class MitigateCommand
{
    public static void AddMitigateCommand(this RootCommand root) => root.Add(new Command("mitigate", "Makes weights, scorecards, decisions or features fairer, and says the cost.")
    {
        ReweighCommand.Create(),
        ReductionsCommand.Create(),
        ThresholdCommand.Create(),
        EqualizedOddsCommand.Create(),
        CalibratedOddsCommand.Create(),
        RejectOptionCommand.Create(),
        CorrelationRemoverCommand.Create(),
    });
}
