using CreditAI.Ledger.Fairness.Actions;

namespace CreditAI.FairnessWorker.Acting;

internal static partial class ActionLog
{
    public static void Done(ILogger logger, FairnessAction action)
    {
        if (action.State == ActionState.Refused)
        {
            Refused(logger, action.Kind.ToText(), action.FindingId, action.Detail.Why!);
        }
        else if (action.Kind == ActionKind.StopCanary)
        {
            Stopped(logger, action.FindingId, action.Detail.PolicyVersion!.Value, action.Id);
        }
        else
        {
            Demoted(logger, action.Detail.From!.Value, action.FindingId, action.Detail.To!.Value, action.Id);
        }
    }

    [LoggerMessage(4030, LogLevel.Error, "{Kind} about finding {Finding} could not be done: {Why}")]
    private static partial void Refused(ILogger logger, string kind, Guid finding, string why);

    [LoggerMessage(4031, LogLevel.Warning, "The canary was stopped about finding {Finding} by policy version {Policy}; action {Action} can be undone")]
    private static partial void Stopped(ILogger logger, Guid finding, int policy, Guid action);

    [LoggerMessage(4032, LogLevel.Warning, "Model version {From} was demoted about finding {Finding} and {To} is champion; action {Action} can be undone")]
    private static partial void Demoted(ILogger logger, int from, Guid finding, int to, Guid action);
}
