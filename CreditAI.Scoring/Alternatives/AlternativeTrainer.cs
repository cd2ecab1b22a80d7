using CreditAI.Scoring.Data;
using CreditAI.Scoring.Mitigation;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training;

namespace CreditAI.Scoring.Alternatives;

/// <summary>Trains one member of the family.</summary>
internal sealed class AlternativeTrainer(Dataset data, SplitRows rows, SearchOptions options, IReadOnlyDictionary<string, string> references)
{
    private readonly int[] _train = rows.Train;

    /// <summary>The finished artifact; its test figures are on the rows that the choice is made by, since the others are not looked at yet.</summary>
    public Scorecard Fit(AlternativeSpec spec, CancellationToken cancel)
    {
        var fitted = BoostedTrainer.Fit(Weighted(spec), _train, options.Boosted with
        {
            Seed = options.Seed,
            MaximumBins = spec.MaximumBins ?? options.Boosted.MaximumBins,
            Monotone = spec.Monotone && options.Boosted.Monotone,
            Features = spec.Dropped.Count == 0 ? null : data.Schema.Features.Select(feature => feature.Name).Except(spec.Dropped).ToHashSet(StringComparer.Ordinal),
            Penalty = spec.Penalty > 0 ? Penalty(spec) : null,
        }, options.Scale, cancellation: cancel);
        var noted = fitted.With(fitted.Lineage with
        {
            Notes =
            [
                $"Of a search for less discriminatory alternatives: {spec.Describe()}.",
                "The test figures are on the held-out rows that the search's choice was made by; the search's record has those of its confirmation.",
                .. fitted.Lineage.Notes,
            ],
        });
        return TrainingRun.Finish(noted, data, rows, new TrainingRequest
        {
            DataSha256 = options.DataSha256,
            Split = options.Split,
            Seed = options.Seed,
            ApprovalRate = options.ApprovalRate,
        }).Scorecard;
    }

    private FairnessPenalty Penalty(AlternativeSpec spec)
    {
        var column = Column(spec.Attribute!);
        return new FairnessPenalty(spec.Penalty, column.Codes.ToArray(), IndexOf(column, references[spec.Attribute!]));
    }

    private Dataset Weighted(AlternativeSpec spec)
    {
        if (spec.Weighting == SampleWeighting.AsIs)
        {
            return data;
        }

        var column = Column(spec.Attribute!);
        var (favourable, weights) = (data.Favourable.ToArray(), new double[data.Count]);
        for (var row = 0; row < weights.Length; row++)
        {
            weights[row] = data.WeightOf(row);
        }

        if (spec.Weighting == SampleWeighting.Reweighing)
        {
            var reweighing = Reweighing.Of(GroupedOutcomes.Of(data, column, _train));
            foreach (var row in _train)
            {
                weights[row] *= Math.Pow(reweighing.FactorOf(column.Codes[row], favourable[row]) ?? 1, spec.Multiplier);
            }
        }
        else
        {
            Turn(spec, column, favourable, weights);
        }

        return data.With(favourable, weights);
    }

    /// <summary>
    /// The cost-sensitive problem that a Lagrange multiplier makes of parity (Agarwal et al. 2018, section 3): a row's cost of a favourable
    /// prediction, −1 or 1 by its outcome, is moved for the reference group against the others; its sign becomes the outcome and its size the weight.
    /// </summary>
    private void Turn(AlternativeSpec spec, GroupColumn column, bool[] favourable, double[] weights)
    {
        var reference = IndexOf(column, references[spec.Attribute!]);
        bool Counts(int row) => spec.Weighting == SampleWeighting.DemographicParity || favourable[row];
        double inReference = 0, inOthers = 0;
        foreach (var row in _train.Where(Counts))
        {
            inReference += column.Codes[row] == reference ? weights[row] : 0;
            inOthers += column.Codes[row] == reference ? 0 : weights[row];
        }

        if (!(inReference > 0 && inOthers > 0))
        {
            return;
        }

        var total = inReference + inOthers;
        foreach (var row in _train)
        {
            var gain = favourable[row] ? 1d : -1;
            if (Counts(row))
            {
                gain += spec.Multiplier * (column.Codes[row] == reference ? -total / inReference : total / inOthers) / 2;
            }

            favourable[row] = gain > 0;
            weights[row] *= Math.Abs(gain);
        }
    }

    private GroupColumn Column(string attribute) => data.Groups.Single(groups => groups.Attribute.Name == attribute);

    private static int IndexOf(GroupColumn column, string group) => column.Groups.TakeWhile(name => name != group).Count();
}
