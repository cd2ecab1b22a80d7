using System.Globalization;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Fairness.Quality;
using CreditAI.Scoring.Metrics;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training;

namespace CreditAI.Scoring.Proxies;

/// <summary>
/// Proxies by prediction: a scorecard is trained to tell a group from all others, and on held-out rows each feature's evidence,
/// all of them together, and the lender's own score are judged by how well they tell it.
/// </summary>
public static class ProxyMeasures
{
    /// <param name="data">Rows with the attribute; outcomes are not looked at.</param>
    /// <param name="rows">Rows to learn from and to judge by.</param>
    /// <param name="attribute">The protected attribute.</param>
    /// <param name="points">The lender's score by row of the data.</param>
    /// <param name="minimumN">Fewest rows of a group, on either side of the split, to say anything.</param>
    /// <returns>By group, then the score, all features together, and each feature.</returns>
    public static IReadOnlyList<Proxy> Of(Dataset data, SplitRows rows, GroupColumn attribute, double[] points, int minimumN)
    {
        var proxies = new List<Proxy>();
        for (var code = 0; code < attribute.Groups.Count; code++)
        {
            // Of two groups one is enough: told from the other group, the other group is told as well.
            var privileged = attribute.Groups[code] == (attribute.Attribute.Privileged ?? attribute.Groups[^1]);
            if (attribute.Groups.Count != 2 || !privileged)
            {
                proxies.AddRange(OfGroup(data, rows, attribute, code, points, minimumN));
            }
        }

        return proxies;
    }

    private static IEnumerable<Proxy> OfGroup(Dataset data, SplitRows rows, GroupColumn attribute, int code, double[] points, int minimumN)
    {
        var belongs = new bool[data.Count];
        for (var row = 0; row < belongs.Length; row++)
        {
            belongs[row] = attribute.Codes[row] == code;
        }

        Proxy Proxy(string source, Measure auc) => new(source, attribute.Attribute.Name, attribute.Groups[code], auc);
        var (train, test) = (rows.Train.Count(row => belongs[row]), rows.Test.Count(row => belongs[row]));
        var fewest = Math.Min(Math.Min(train, rows.Train.Length - train), Math.Min(test, rows.Test.Length - test));
        if (fewest < minimumN)
        {
            yield return Proxy(Proxies.Proxy.Together, Measure.Not(test, string.Create(
                CultureInfo.InvariantCulture, $"{fewest} rows of the group, or of all others, are too few to say; {minimumN} are asked for")));
            yield break;
        }

        // The directions are those of repayment and say nothing of who belongs.
        double[] weights = [.. Enumerable.Range(0, data.Count).Select(data.WeightOf)];
        var teller = LogisticTrainer.Fit(data.With(belongs, weights), rows.Train, new LogisticOptions { Monotone = false });
        var encoded = teller.Encode(data);
        yield return Proxy(Proxies.Proxy.Score, Auc(belongs, rows.Test, row => points[row], eitherWay: true));
        var together = teller.Points(encoded);
        yield return Proxy(Proxies.Proxy.Together, Auc(belongs, rows.Test, row => together[row], eitherWay: false));
        for (var slot = 0; slot < teller.Terms.Count; slot++)
        {
            var (term, feature) = (teller.Terms[slot], slot);
            yield return Proxy(term.Feature.Name, Auc(belongs, rows.Test, row => term.Bins[encoded.BinOf(row, feature)].WeightOfEvidence, eitherWay: false));
        }
    }

    /// <param name="belongs">Whether a row is of the group.</param>
    /// <param name="rows">Rows to judge by.</param>
    /// <param name="score">What tells.</param>
    /// <param name="eitherWay">True where neither direction was learned, so that low scores may tell the group as well as high ones.</param>
    private static Measure Auc(bool[] belongs, int[] rows, Func<int, double> score, bool eitherWay)
    {
        bool[] members = [.. rows.Select(row => belongs[row])];
        double[] scores = [.. rows.Select(score)];
        var auc = PerformanceMeasures.RankingOf(members, scores).Auc;
        if (eitherWay && auc < 0.5)
        {
            scores = Array.ConvertAll(scores, one => -one);
            auc = 1 - auc;
        }

        return Measure.Of(auc, rows.Length, DeLong.Interval(members, scores, auc));
    }
}
