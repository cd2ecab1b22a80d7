using CreditAI.Scoring.Counterfactuals;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Tests.Scoring.Counterfactuals;

public sealed class ScorecardCounterfactualsTests
{
    [Fact]
    public void Text_NumberThatMayFall_NamesTheBoundaryItMustFallBelow()
    {
        var card = Cards.Small();

        var found = card.Counterfactuals(Cards.Vector(card, 0.5, "O", 0).Bins, 525);

        Assert.Equal(["Had the debt-to-income ratio been below 0.4, the application would have been approved."], found.Select(one => one.Text));
        Assert.Equal((527, 0.4, null), (found[0].Points, found[0].Changes[0].Below, found[0].Changes[0].AtLeast));
    }

    [Fact]
    public void Counterfactuals_OfWhatIsApproved_AreNone()
    {
        var card = Cards.Small();

        Assert.Empty(card.Counterfactuals(Cards.Vector(card, 0.5, "O", 0).Bins, 497));
    }

    [Fact]
    public void Counterfactuals_NothingWithinTheAllowedChanges_IsNone()
    {
        var card = Cards.Small();

        Assert.Empty(card.Counterfactuals(Cards.Vector(card, 0.5, "R", 9).Bins, 540)); // housing and inquiries are not the applicant's to change
    }

    [Fact]
    public void Text_MissingValue_IsToBeStated()
    {
        var card = Cards.Small();

        var found = card.Counterfactuals(Cards.Vector(card, null, "O", 0).Bins, 520);

        Assert.Equal(
            "Had the debt-to-income ratio been stated and been below 0.4, the application would have been approved.", Assert.Single(found).Text);
    }

    [Fact]
    public void Text_TwoFeatures_NamesBoth()
    {
        var card = Actionable(Actionability.Any, Actionability.Decrease);

        var found = card.Counterfactuals(Cards.Vector(card, 0.5, "R", 9).Bins, 516.5);

        Assert.Contains(
            found,
            one => one.Text == "Had the housing been owns, and the inquiries been below 4, the application would have been approved."
                || one.Text == "Had the debt-to-income ratio been below 0.2, and the inquiries been below 1, the application would have been approved.");
    }

    [Fact]
    public void Text_RoundedBoundary_IsStillEnough()
    {
        var small = Cards.Small();
        var debt = small.Terms[0].Feature;
        var edge = 0.31234567891;
        var card = new Scorecard(
            small.Schema, small.Scale, 500, [new FeatureTerm(debt, new NumericBinning(debt, [edge]), small.Terms[0].Bins.Take(4)), .. small.Terms.Skip(1)], small.Lineage);

        var text = Assert.Single(card.Counterfactuals(Cards.Vector(card, 0.5, "O", 0).Bins, 540)).Text;

        var told = double.Parse(text.Split("below ")[1].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(told <= edge, text);
    }

    private static Scorecard Actionable(Actionability housing, Actionability inquiries)
    {
        var small = Cards.Small();
        Feature[] features =
        [
            small.Schema.Features[0],
            small.Schema.Features[1] with { Actionable = housing },
            small.Schema.Features[2] with { Actionable = inquiries, DisplayName = "Inquiries" },
        ];
        return new Scorecard(
            small.Schema with { Features = features }, small.Scale, 500,
            small.Terms.Select((term, slot) => new FeatureTerm(features[slot], Binning(features[slot], term.Binning), term.Bins)), small.Lineage);
    }

    private static Binning Binning(Feature feature, Binning binning) => binning is NumericBinning numbers
        ? new NumericBinning(feature, numbers.Edges)
        : new CategoricalBinning(feature, ((CategoricalBinning)binning).Groups);
}
