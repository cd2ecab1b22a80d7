using CreditAI.Scoring.Binnings;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Tests.Scoring.Binnings;

public sealed class EvidenceTableTests
{
    private static readonly Dataset Data = CsvDataset.Load(
        new StringReader(
            """
            repaid,debt_ratio,housing,inquiries,sex,age
            yes,0.1,R,1,1,30
            yes,0.1,R,1,1,30
            no,0.1,O,1,1,30
            yes,0.5,O,1,1,30
            no,0.5,O,1,1,30
            no,0.5,R,1,1,30
            yes,0.9,O,1,1,30
            """),
        "f.csv",
        Cards.Schema);

    private static readonly int[] All = [0, 1, 2, 3, 4, 5, 6];

    [Fact]
    public void Of_BinOfOneOutcome_IsUndefinedWithASmoothedValueBeside()
    {
        var table = EvidenceTable.Of(Data, All, 0, new NumericBinning(Cards.Schema.Features[0], [0.4, 0.8]));

        var one = table.Rows[2];
        Assert.Equal((1, 1d, 0d), (one.Rows, one.Favourable, one.Unfavourable));
        Assert.Null(one.WeightOfEvidence);
        Assert.Null(one.InformationValue);
        Assert.Equal(Math.Log(1.5 / 4 / (0.5 / 3)), one.SmoothedWeightOfEvidence, 1e-12);
        Assert.Null(table.InformationValue.Value);
        Assert.Equal("bin '≥ 0.8' holds one outcome only (n = 1)", table.InformationValue.Undefined);
        Assert.True(double.IsFinite(table.SmoothedInformationValue));
    }

    [Fact]
    public void Of_TwoBins_AreTheFormulas()
    {
        var table = EvidenceTable.Of(Data, All, 0, new NumericBinning(Cards.Schema.Features[0], [0.4]));

        Assert.Equal([Math.Log(2 / 4d / (1 / 3d)), Math.Log(2 / 4d / (2 / 3d))], table.Rows.Select(row => row.WeightOfEvidence!.Value));
        Assert.Equal(((0.5 - (1 / 3d)) * Math.Log(1.5)) + ((0.5 - (2 / 3d)) * Math.Log(0.75)), table.InformationValue.Value!.Value, 1e-12);
        Assert.Equal(1 / 3d, table.Rows[0].BadRate.Value);
    }

    [Fact]
    public void Of_ScorecardsTerm_IsItsTrainingRowsEvidence()
    {
        var binning = new NumericBinning(Cards.Schema.Features[0], [0.4]);
        var term = new FeatureTerm(Cards.Schema.Features[0], binning, [new Bin(0, 0, 0, 0), new Bin(0, 0, 0, 0), new Bin(3, 2, 0, 5), new Bin(4, 2, 0, -5)]);

        Assert.Equal(EvidenceTable.Of(Data, All, 0, binning).Rows, EvidenceTable.Of(term).Rows);
    }
}
