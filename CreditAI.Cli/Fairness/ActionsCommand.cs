using System.CommandLine;
using System.Globalization;
using CreditAI.Cli.Ledger;
using CreditAI.Cli.Running;
using CreditAI.Ledger.Fairness.Actions;

namespace CreditAI.Cli.Fairness;

/// <summary><c>creditai fairness actions</c> and <c>creditai fairness undo</c>.</summary>
internal static class ActionsCommand
{
    private const int Most = 100;

    public static void AddActionsCommand(this Command fairness)
    {
        var format = SharedOptions.Format();
        var list = new Command("actions", "Lists the last 100 things that were done about findings without waiting for a person, newest first.") { format };
        list.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await LedgerConnection.OpenAsync(cancellationToken);
            Write(await connection.Actions.ListAsync(null, Most, cancellationToken), parsed.GetValue(format));
            return ExitCode.Done;
        });
        fairness.Add(list);
    }

    public static void AddUndoCommand(this Command fairness)
    {
        var id = new Option<Guid>("--action") { Description = "The action's id, as 'creditai fairness actions' shows it.", Required = true };
        var by = new Option<string>("--by") { Description = "Who undoes it.", Required = true, HelpName = "NAME" };
        var reason = new Option<string>("--reason") { Description = "Why.", Required = true, HelpName = "TEXT" };
        var format = SharedOptions.Format();
        var undo = new NotedCommand(
            "undo",
            "Puts back what an action changed: the canary's share, or the champion.",
            """
              Recorded like any such change. Refused where somebody has changed it since. The
              same finding does not cause the same action again.
            """)
        {
            id, by, reason, format,
        };
        undo.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await LedgerConnection.OpenAsync(cancellationToken);
            var undone = await connection.Actions.UndoAsync(
                parsed.GetRequiredValue(id), parsed.GetRequiredValue(by), parsed.GetRequiredValue(reason), cancellationToken);
            Write([undone], parsed.GetValue(format));
            return ExitCode.Done;
        });
        fairness.Add(undo);
    }

    private static void Write(IReadOnlyList<FairnessAction> actions, OutputFormat format)
    {
        if (format == OutputFormat.Json)
        {
            WriteJson(actions);
        }
        else if (actions.Count == 0)
        {
            Screen.Line("nothing was done about findings yet");
        }
        else
        {
            Screen.Table(
                ["action", "at", "finding", "state", "what"],
                actions.Select(action => new[]
                {
                    action.Id.ToString(), action.TakenAt.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture), action.FindingId.ToString(),
                    action.State.ToText(), What(action),
                }), lastIsText: true);
        }
    }

    private static string What(FairnessAction action) => action switch
    {
        { State: ActionState.Refused } => $"{action.Kind.ToText()}: {action.Detail.Why}",
        { Kind: ActionKind.StopCanary } => string.Create(
            CultureInfo.InvariantCulture, $"canary of {action.Detail.CanaryShare:0.####} stopped by policy version {action.Detail.PolicyVersion}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"champion from model version {action.Detail.From} to {action.Detail.To}"),
    };

    private static void WriteJson(IReadOnlyList<FairnessAction> actions) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("actions");
        foreach (var action in actions)
        {
            json.WriteStartObject();
            json.WriteString("id", action.Id);
            json.WriteString("finding", action.FindingId);
            json.WriteString("kind", action.Kind.ToText());
            json.WriteString("state", action.State.ToText());
            json.WriteString("what", What(action));
            json.WriteString("takenAt", action.TakenAt.UtcDateTime);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
