namespace CreditAI.Ledger.Fairness.Actions;

/// <summary>The words of actions in the database, the API and metrics.</summary>
public static class ActionText
{
    public static string ToText(this ActionKind kind) => kind switch
    {
        ActionKind.StopCanary => "stop_canary",
        ActionKind.DemoteChampion => "demote_champion",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There are two actions."),
    };

    public static string ToText(this ActionState state) => state switch
    {
        ActionState.Taken => "taken",
        ActionState.Refused => "refused",
        ActionState.Undone => "undone",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "There are three states."),
    };

    internal static ActionKind ParseKind(string text) => Enum.GetValues<ActionKind>().Single(kind => kind.ToText() == text);

    internal static ActionState ParseState(string text) => Enum.GetValues<ActionState>().Single(state => state.ToText() == text);
}
