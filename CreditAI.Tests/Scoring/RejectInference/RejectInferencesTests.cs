using System.Text;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.RejectInference;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Tests.Scoring.RejectInference;

public sealed class RejectInferencesTests
{
    private static readonly Scorecard Card = Cards.Small();

    [Fact]
    public void Fuzzy_EachDeclinedRow_IsBothOutcomesByItsProbability()
    {
        var declined = Declined(0.1, 0.9);

        var inferred = Infer(declined, new InferenceOptions { Factor = 2 });

        var points = Card.Points(Card.Encode(declined));
        double[] bad = [.. points.Select(one => Math.Min(1, 2 * Card.Scale.ProbabilityOfDefault(one)))];
        Assert.Equal([0, 0, 1, 1], inferred.Rows);
        Assert.Equal([true, false, true, false], inferred.Favourable);
        Assert.Equal([1 - bad[0], bad[0], 1 - bad[1], bad[1]], inferred.Weights);
        Assert.Equal(bad.Average(), inferred.BadRateOfDeclined, 1e-12);
        Assert.Contains("assumes that a declined application defaults 2 times as likely", inferred.Assumption, StringComparison.Ordinal);
    }

    [Fact]
    public void Parcelling_Band_GetsTheApprovedsBadRateTimesTheFactor()
    {
        // The low band's approved default in 1 of 4, the high band's never.
        var declined = Declined([.. Enumerable.Repeat(0.9, 4_000), .. Enumerable.Repeat(0.1, 500)]);

        var inferred = Infer(declined, new InferenceOptions { Method = InferenceMethod.Parcelling, Factor = 2, Bands = 2, Seed = 7 });

        Assert.Equal(4_500, inferred.Rows.Length);
        Assert.All(inferred.Favourable[4_000..], Assert.True);
        Assert.InRange(inferred.Favourable[..4_000].Count(one => !one) / 4_000d, 0.47, 0.53);
        Assert.Equal(inferred.Favourable, Infer(declined, new InferenceOptions { Method = InferenceMethod.Parcelling, Factor = 2, Bands = 2, Seed = 7 }).Favourable);
    }

    [Theory]
    [InlineData(InferenceMethod.Fuzzy)]
    [InlineData(InferenceMethod.Parcelling)]
    public void Infer_WeightsOfADeclinedRow_AddUpToItsWeight(InferenceMethod method)
    {
        var inferred = Infer(Declined(0.1, 0.3, 0.9), new InferenceOptions { Method = method });

        Assert.All(inferred.Rows.Zip(inferred.Weights).GroupBy(pair => pair.First), row => Assert.Equal(1, row.Sum(pair => pair.Second), 1e-12));
    }

    private static InferredRows Infer(Dataset declined, InferenceOptions options)
    {
        var text = new StringBuilder("repaid,debt_ratio,housing,inquiries,sex,age\n");
        for (var row = 0; row < 8; row++)
        {
            text.Append(row == 0 ? "no" : "yes").Append(row < 4 ? ",0.9" : ",0.1").Append(",O,0,1,30\n");
        }

        var approved = CsvDataset.Load(new StringReader(text.ToString()), "a.csv", Cards.Schema);
        return RejectInferences.Infer(Card, approved, [.. Enumerable.Range(0, 8)], declined, options);
    }

    private static Dataset Declined(params double[] debts) => CsvDataset.Load(
        new StringReader("debt_ratio,housing,inquiries\n" + string.Concat(debts.Select(debt => FormattableString.Invariant($"{debt},O,0\n")))),
        "d.csv",
        Cards.Schema,
        new CsvOptions { RequireLabel = false, RequireProtected = false });
}
