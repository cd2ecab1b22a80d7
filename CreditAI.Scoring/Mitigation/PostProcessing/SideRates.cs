namespace CreditAI.Scoring.Mitigation.PostProcessing;

/// <summary>Weight approved and weight of all, by side and outcome.</summary>
internal readonly record struct SideRates(
    (double Approved, double All) Good, (double Approved, double All) Bad, (double Approved, double All) OtherGood, (double Approved, double All) OtherBad)
{
    public double BalancedAccuracy
    {
        get
        {
            var (good, bad) = (Good.All + OtherGood.All, Bad.All + OtherBad.All);
            return 0.5 * (((Good.Approved + OtherGood.Approved) / good) + ((bad - Bad.Approved - OtherBad.Approved) / bad));
        }
    }

    public double Metric(RejectOptionMetric metric) => metric switch
    {
        RejectOptionMetric.EqualOpportunityDifference => TruePositives,
        RejectOptionMetric.AverageOddsDifference => 0.5 * ((OtherBad.Approved / OtherBad.All) - (Bad.Approved / Bad.All) + TruePositives),
        _ => ((OtherGood.Approved + OtherBad.Approved) / (OtherGood.All + OtherBad.All)) - ((Good.Approved + Bad.Approved) / (Good.All + Bad.All)),
    };

    private double TruePositives => (OtherGood.Approved / OtherGood.All) - (Good.Approved / Good.All);
}
