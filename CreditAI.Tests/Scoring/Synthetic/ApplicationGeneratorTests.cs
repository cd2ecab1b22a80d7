using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Synthetic;

namespace CreditAI.Tests.Scoring.Synthetic;

public sealed class ApplicationGeneratorTests
{
    [Fact]
    public void Generate_SameSeed_SameApplications()
    {
        Assert.Equal(new ApplicationGenerator(4, 1).Generate(200), new ApplicationGenerator(4, 1).Generate(200));
        Assert.NotEqual(new ApplicationGenerator(4, 1).Generate(200), new ApplicationGenerator(5, 1).Generate(200));
    }

    [Fact]
    public void Generate_Values_AreWithinTheSchemasRanges()
    {
        var ranges = SyntheticSchema.Schema.Features.ToDictionary(feature => feature.Name);

        Assert.All(new ApplicationGenerator(1, 3).Generate(5_000), application =>
        {
            Assert.True(ranges["income"].Accepts(application.Income));
            Assert.True(ranges["debt_ratio"].Accepts(application.DebtRatio));
            Assert.True(ranges["utilisation"].Accepts(application.Utilisation));
            Assert.True(ranges["loan_amount"].Accepts(application.LoanAmount));
            Assert.InRange(application.Age, 18, 88);
        });
    }

    [Theory]
    [InlineData(0, -0.02, 0.02)]
    [InlineData(2, 0.04, 0.3)]
    public void Generate_Bias_WidensTheGapOfRecordedOutcomes(double bias, double low, double high)
    {
        var applications = new ApplicationGenerator(9, bias).Generate(20_000).ToArray();
        double Repaid(string ethnicity) => applications.Where(one => one.Ethnicity == ethnicity).Average(one => one.Repaid ? 1 : 0);

        Assert.InRange(Repaid("white") - Repaid("hispanic"), low, high);
        Assert.InRange(applications.Average(one => one.Repaid ? 1 : 0), 0.7, 0.95);
    }

    [Fact]
    public void Schema_ParsesToItself()
    {
        var written = SyntheticSchema.Schema.ToUtf8Json();

        Assert.Equal(written, DatasetSchema.Parse(written).ToUtf8Json());
    }
}
