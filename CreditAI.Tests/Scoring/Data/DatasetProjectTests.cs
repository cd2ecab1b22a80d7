using CreditAI.Scoring.Data;

namespace CreditAI.Tests.Scoring.Data;

public sealed class DatasetProjectTests
{
    [Fact]
    public void Project_ToFewerFeaturesInAnotherOrder_KeepsTheRows()
    {
        var whole = CsvDataset.Load(
            new StringReader("repaid,debt_ratio,housing,inquiries,sex,age\nyes,0.1,O,0,1,40\nno,0.9,R,5,2,20\n"), "rows.csv", Cards.Schema);
        var schema = Cards.Schema with { Features = [Cards.Schema.Features[2], Cards.Schema.Features[0]], Protected = [Cards.Schema.Protected[0]] };

        var projected = whole.Project(schema);

        Assert.Equal(["inquiries", "debt_ratio"], projected.Features.Select(column => column.Feature.Name));
        Assert.Equal([0.0, 5.0], ((NumericColumn)projected.Features[0]).Values.ToArray());
        Assert.Equal([true, false], projected.Favourable.ToArray());
        Assert.Equal(["male", "female"], projected.Groups.Single().Codes.ToArray().Select(code => projected.Groups[0].Groups[code]));
    }

    [Fact]
    public void Project_ToAFeatureThatIsNotThere_SaysWhich()
    {
        var whole = CsvDataset.Load(new StringReader("repaid,debt_ratio,housing,inquiries,sex,age\nyes,0.1,O,0,1,40\n"), "rows.csv", Cards.Schema);
        var other = Cards.Schema with { Features = [Cards.Schema.Features[0] with { Name = "income" }] };

        Assert.Contains("'income'", Assert.Throws<ArgumentException>(() => whole.Project(other)).Message, StringComparison.Ordinal);
    }
}
