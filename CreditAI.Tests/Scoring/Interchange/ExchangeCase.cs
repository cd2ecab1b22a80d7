using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Tests.Scoring.Interchange;

/// <summary>A scorecard and applications to score by it: a double (NaN is missing) or a text (null is missing) per feature.</summary>
internal sealed record ExchangeCase(Scorecard Card, IReadOnlyList<object?[]> Rows)
{
    /// <summary>The engine's answers; a text that is one of the schema's missing markers is missing, as in files and requests.</summary>
    public IEnumerable<ScoreResult> Expected() => Rows.Select(row => Card.Score(Bins(row)));

    /// <summary>The features that the engine names, most points lost first.</summary>
    public IEnumerable<string[]> ExpectedReasons(ReasonBasis basis) =>
        Rows.Select(row => Card.Reasons(Bins(row), basis).Select(reason => reason.Feature).ToArray());

    public ushort[] Bins(object?[] row)
    {
        var vector = Card.NewVector();
        for (var slot = 0; slot < row.Length; slot++)
        {
            if (row[slot] is double number)
            {
                vector.SetNumber(slot, number);
            }
            else if (row[slot] is string text && !Card.Schema.Missing.Contains(text))
            {
                vector.SetLevel(slot, text);
            }
            else
            {
                vector.SetMissing(slot);
            }
        }

        return [.. vector.Bins];
    }
}
