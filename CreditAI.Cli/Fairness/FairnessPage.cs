using CreditAI.Scoring.Fairness.Inputs;
using CreditAI.Scoring.Fairness.Reports;

namespace CreditAI.Cli.Fairness;

internal static class FairnessPage
{
    public static byte[] Render(FairnessReport report, DecisionColumns columns, string data) => throw new NotImplementedException();
}
