using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Mitigation;

namespace CreditAI.Cli.Mitigate;

/// <summary>
/// What the mitigations share that decide by the applicant's group: leave to do so, the policy document, decisions by application id, and what
/// changed.
/// </summary>
internal sealed class DecisionOptions
{
    private readonly Option<bool> _allow = new("--allow-protected-at-decision")
    {
        Description = "Says that the policy allows deciding by the protected attribute. It is disparate treatment where Regulation B applies (12 CFR 1002.4(a)).",
    };

    private readonly Option<string?> _decisions = new("--decisions") { Description = "Writes the decision of every row, with its probability.", HelpName = "D.csv" };
    private readonly Option<string?> _id = new("--id") { Description = "With --decisions: column of the application's id, by which chance is drawn.", HelpName = "COLUMN" };
    private readonly Option<string?> _key = new("--key-file") { Description = "With --decisions: file with the key of the draw.", HelpName = "K" };

    /// <summary>For what transforms features and decides nothing.</summary>
    public void AddLeaveTo(Command command) => command.Add(_allow);

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_allow, _decisions, _id, _key])
        {
            command.Add(option);
        }
    }

    /// <exception cref="UsageException">There is no leave.</exception>
    public void Demand(ParseResult parsed, string method, string attribute)
    {
        if (!parsed.GetValue(_allow))
        {
            throw new UsageException($"{ProtectedAtDecision.Refusal(method, attribute)}; --allow-protected-at-decision says that the policy allows it");
        }

        if (parsed.GetValue(_decisions) is not null && (parsed.GetValue(_id) is null || parsed.GetValue(_key) is null))
        {
            throw new UsageException("--decisions needs --id and --key-file: chance is drawn by application id under a key");
        }
    }

    /// <param name="parsed">The command line.</param>
    /// <param name="columns">Its shared options.</param>
    /// <param name="input">What was read.</param>
    /// <param name="before">Probability of approval by row of the file, before.</param>
    /// <param name="after">And after.</param>
    /// <param name="policy">Writes the policy's members.</param>
    public int Finish(
        ParseResult parsed, ColumnOptions columns, MitigationInput input, double[] before, double[] after, Action<Utf8JsonWriter> policy)
    {
        if (parsed.GetValue(_decisions) is { } decisions)
        {
            var draw = new DecisionDraw(File.ReadAllBytes(parsed.GetRequiredValue(_key)!));
            var ids = input.File.Text(parsed.GetValue(_id)!);
            CsvFile.Write(decisions, ["id", "probability", "approved"], ids.Select((id, row) =>
                (string[])[id, after[row].ToString("R", CultureInfo.InvariantCulture), draw.Approves(id, after[row]) ? "1" : "0"]));
        }

        AtomicFile.Write(columns.Out(parsed), stream =>
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
            WritePolicy(json, input, policy);
        });
        var (was, now) = (Tallies(input, before), Tallies(input, after));
        if (columns.Format(parsed) == OutputFormat.Json)
        {
            JsonOutput.Write(json =>
            {
                json.WriteStartObject();
                json.WritePropertyName("policy");
                WritePolicy(json, input, policy);
                WriteSide(json, "before", input.Attribute, was);
                WriteSide(json, "after", input.Attribute, now);
                json.WriteEndObject();
            });
        }
        else
        {
            MitigationText.WriteChange(input.Attribute, was, now);
            Screen.Line($"Policy written to {columns.Out(parsed)}");
        }

        return ExitCode.Done;
    }

    private static void WritePolicy(Utf8JsonWriter json, MitigationInput input, Action<Utf8JsonWriter> policy)
    {
        json.WriteStartObject();
        json.WriteString("attribute", input.Attribute);
        json.WriteBoolean("allow_protected_at_decision", true);
        json.WriteString("draw", "HMAC-SHA256 of the application id under the policy's key, first 53 bits as a fraction; approve below the probability");
        json.WriteNumber("rows", input.Learn.Length);
        policy(json);
        json.WriteEndObject();
    }

    private static IReadOnlyList<GroupTally> Tallies(MitigationInput input, double[] probabilities) =>
        ExpectedDecisions.Tallies(input.Outcomes(input.Report), MitigationInput.Of(probabilities, input.Report));

    private static void WriteSide(Utf8JsonWriter json, string name, string attribute, IReadOnlyList<GroupTally> tallies)
    {
        json.WriteStartObject(name);
        json.WriteNumber("n", tallies.Sum(tally => tally.N));
        json.WriteNumber("accuracy", ExpectedDecisions.Accuracy(tallies).Value!.Value);
        json.WriteStartObject("fairness");
        FairnessDocument.Write(json, FairnessMeasures.Of(attribute, tallies));
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
