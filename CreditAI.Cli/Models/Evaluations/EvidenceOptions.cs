using System.CommandLine;
using CreditAI.Cli.Ledger;
using CreditAI.Cli.Running;
using CreditAI.Ledger.Training;

namespace CreditAI.Cli.Models.Evaluations;

/// <summary>What model versions are judged by: a file, or the ledger's own decisions.</summary>
internal sealed class EvidenceOptions
{
    private readonly Option<string?> _data = new("--data")
    {
        Description = "A file of rows whose outcomes are known: the one trained on, or later ones.",
        HelpName = "F.csv",
    };

    private readonly Option<bool> _ledger = new("--ledger")
    {
        Description = $"The ledger's own decisions with outcomes, made after the versions were published; needs {LedgerConnection.MasterVariable}.",
    };

    private readonly Option<char?> _delimiter = SharedOptions.Delimiter();

    public void AddTo(Command command)
    {
        command.Add(_data);
        command.Add(_ledger);
        command.Add(_delimiter);
    }

    /// <exception cref="UsageException">Neither is said, or both.</exception>
    public IHeldOutSource Open(ParseResult parsed, RegistryConnection connection) => (parsed.GetValue(_data), parsed.GetValue(_ledger)) switch
    {
        ({ } path, false) => new HeldOutFile(RegistryConnection.OpenArtifacts(), path, parsed.GetValue(_delimiter)),
        (null, true) => new HeldOutDecisions(
            OwnRows.Open(connection.Database, LedgerConnection.Keys(connection.Database)), connection.Registry, RegistryConnection.OpenArtifacts()),
        _ => throw new UsageException("say --data F.csv or --ledger"),
    };
}
