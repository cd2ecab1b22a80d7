using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.ModelCards;

/// <summary>
/// A scorecard's model card (Mitchell et al. 2019, "Model cards for model reporting"), from its artifact alone. The artifact holds
/// counts by bin and no row, and so does the card.
/// </summary>
public static class ModelCard
{
    public static string ToMarkdown(Scorecard scorecard) => CardMarkdown.Write(Blocks(scorecard));

    /// <summary>One page that needs nothing else.</summary>
    public static string ToHtml(Scorecard scorecard) => CardHtml.Write($"Model card: {scorecard.Schema.Name}", Blocks(scorecard));

    private static IEnumerable<CardBlock> Blocks(Scorecard scorecard) =>
    [
        new CardBlock.Heading(1, $"Model card: {scorecard.Schema.Name}"),
        .. CardOrigin.Identity(scorecard),
        .. CardOrigin.Use(scorecard),
        .. CardMeasures.Performance(scorecard.Lineage),
        .. CardMeasures.Fairness(scorecard),
        .. CardTables.Features(scorecard),
        .. CardTables.Points(scorecard),
        .. CardTables.Pairs(scorecard),
        .. CardTables.Scores(scorecard),
        .. CardOrigin.Limits(scorecard),
        .. CardOrigin.Reproduction(scorecard),
    ];
}
