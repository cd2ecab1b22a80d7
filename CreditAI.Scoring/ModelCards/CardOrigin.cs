using CreditAI.Scoring.Scorecards;
using static CreditAI.Scoring.ModelCards.CardBlock;

namespace CreditAI.Scoring.ModelCards;

/// <summary>What a card says of where a scorecard comes from, what it is for, and how to make it again.</summary>
internal static class CardOrigin
{
    public static IEnumerable<CardBlock> Identity(Scorecard scorecard)
    {
        var (lineage, scale) = (scorecard.Lineage, scorecard.Scale);
        yield return new Table(["", ""],
        [
            ["Version (SHA-256 of the artifact)", scorecard.Version],
            ["Trainer", $"{lineage.Trainer}, code {lineage.CodeVersion}"],
            ["Training data (SHA-256 of the file)", lineage.DataSha256 ?? "unknown"],
            ["Training rows", CardFigures.Count(lineage.Rows)],
            ["Training rows chosen by", lineage.Split ?? "unknown"],
            ["Scale", $"{CardFigures.Number(scale.BasePoints)} points at odds of {CardFigures.Number(scale.BaseOdds)}:1, {CardFigures.Number(scale.PointsToDoubleOdds)} points double them"],
        ], 2);
    }

    public static IEnumerable<CardBlock> Use(Scorecard scorecard)
    {
        var (schema, label) = (scorecard.Schema, scorecard.Schema.Label);
        yield return new Heading(2, "Intended use");
        yield return new Paragraph(
            $"Scores an application for credit: the sum of points of {schema.Features.Count} features"
            + (scorecard.Pairs.Count > 0 ? $" and of {scorecard.Pairs.Count} pairs of them" : "")
            + $". More points, better odds that the outcome '{label.Name}' is '{label.Favourable}'. Every reason for a decision is a difference of points in the tables below, and so exact.");
        yield return new Paragraph(schema.Protected.Count > 0
            ? $"Fairness is measured by {string.Join(", ", schema.Protected.Select(attribute => attribute.DisplayName))}; none of them is a feature."
            : "The schema names no protected attribute, so nothing is known here of fairness.");
    }

    public static IEnumerable<CardBlock> Limits(Scorecard scorecard)
    {
        yield return new Heading(2, "Limits");
        yield return new Items(
        [
            "It holds for applicants like those it was trained on; compare new data by `creditai drift` before relying on it, and after.",
            "If the training data hold only applications that were once approved, it does not know the others (reject inference is an assumption, not knowledge).",
            "Fairness figures are of the held-out rows at one cut-off; another cut-off or population has others. A feature can stand for a protected attribute without being one.",
            "Intervals are of 95 % and of chance alone; they do not cover a change of the population or of how outcomes are recorded.",
            .. scorecard.Lineage.Notes.Select(note => $"In training: {note}."),
        ]);
    }

    public static IEnumerable<CardBlock> Reproduction(Scorecard scorecard)
    {
        var lineage = scorecard.Lineage;
        yield return new Heading(2, "How to reproduce it");
        yield return new Paragraph(
            "The artifact is addressed by its own bytes: `sha256sum` of the file gives the version above. Trained again on the same file with the same schema, "
            + "code and parameters it gives the same bytes. The schema is the artifact's member `schema`.");
        if (lineage.Split is { } split)
        {
            yield return new Command(
                $"creditai train --data DATA.csv --schema SCHEMA.json --trainer {lineage.Trainer} --split \"{split}\" --seed {lineage.Seed} --out MODEL.json");
        }

        if (lineage.Parameters.Count > 0)
        {
            yield return new Table(
                ["Parameter", "Value"],
                [.. lineage.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (string[])[pair.Key, CardFigures.Number(pair.Value)])]);
        }
    }
}
