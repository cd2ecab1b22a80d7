using CreditAI.Scoring.Counterfactuals;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;
using FsCheck;
using FsCheck.Fluent;

namespace CreditAI.Tests.Scoring.Counterfactuals;

/// <summary>What holds for every scorecard, application and cut-off, against trying everything.</summary>
public sealed class CounterfactualLawTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(400);

    private static readonly Arbitrary<Case> Cases = Gen.Choose(0, int.MaxValue).Select(seed => new Case(seed)).ToArbitrary();

    [Fact]
    public void Counterfactuals_Applied_CrossTheCutOffByAllowedChangesAlone()
    {
        Check.One(Many, Prop.ForAll(Cases, drawn => drawn.Found.All(found =>
            drawn.Card.Score(drawn.With(found.Changes.Select(change => (change.Slot, change.To)))).Points is var points
            && points == found.Points
            && points >= drawn.ApproveAt
            && found.Changes.All(change => drawn.Allows(change.Slot, change.To))
            && Math.Abs(found.Distance - found.Changes.Sum(change => drawn.Distance(change.Slot, change.To))) < 1e-12)));
    }

    [Fact]
    public void Counterfactuals_OfOneFeature_AreTheNearestThatTryingEveryChangeFinds()
    {
        Check.One(Many, Prop.ForAll(Cases, drawn =>
        {
            double[] nearest = [.. drawn.Sets(1).Select(drawn.Nearest).OfType<double>().Order().Take(ScorecardCounterfactuals.Usual)];
            double[] found = [.. drawn.Found.Where(found => found.Changes.Count == 1).Select(found => found.Distance)];
            return Same(nearest, found);
        }));
    }

    [Fact]
    public void Counterfactuals_OfMoreFeatures_AreTheNearestOfThoseThatNoFewerWouldDo()
    {
        Check.One(Many, Prop.ForAll(Cases, drawn =>
        {
            var enough = new List<int[]>();
            var expected = new List<(int Size, double Distance)>();
            for (var size = 1; size <= ScorecardCounterfactuals.MostFeatures; size++)
            {
                var nearest = drawn.Sets(size)
                    .Where(set => !enough.Exists(fewer => fewer.All(set.Contains)))
                    .Select(set => (Set: set, Distance: drawn.Nearest(set)))
                    .Where(tried => tried.Distance is not null)
                    .ToArray();
                enough.AddRange(nearest.Select(tried => tried.Set));
                expected.AddRange(nearest.Select(tried => (size, tried.Distance!.Value)).Order());
            }

            var told = expected.Take(ScorecardCounterfactuals.Usual).ToArray();
            return told.Select(one => one.Size).SequenceEqual(drawn.Found.Select(found => found.Changes.Count))
                && Same([.. told.Select(one => one.Distance)], [.. drawn.Found.Select(found => found.Distance)]);
        }));
    }

    [Fact]
    public void Counterfactuals_EveryValueInTheRangeThatIsTold_IsEnough()
    {
        Check.One(Many, Prop.ForAll(Cases, drawn => drawn.Found.All(found =>
            drawn.Combinations([.. found.Changes.Select(drawn.Told)])
                .All(bins => drawn.Card.Score(drawn.With(found.Changes.Select((change, index) => (change.Slot, bins[index])))).Points >= drawn.ApproveAt))));
    }

    private static bool Same(double[] expected, double[] found) =>
        expected.Length == found.Length && expected.Zip(found).All(pair => Math.Abs(pair.First - pair.Second) < 1e-12);

    private sealed class Case
    {
        private readonly Random _random;
        private readonly ushort[] _bins;

        public Case(int seed)
        {
            _random = new Random(seed);
            Feature[] features = [.. Enumerable.Range(0, _random.Next(2, 6)).Select(Feature)];
            FeatureTerm[] terms = [.. features.Select(Term)];
            var schema = new DatasetSchema { Name = "drawn", Label = new Label("y", "1", "0"), Features = features };
            Card = new Scorecard(schema, new PointScale(), 100, terms, new Lineage { Trainer = "drawn", CodeVersion = "test" }, Pairs(terms));
            _bins = [.. terms.Select(term => (ushort)(_random.Next(6) == 0 ? _random.Next(Binning.First) : _random.Next(Binning.First, term.Bins.Count)))];

            // A whole number of thirds: many changes land on the cut-off itself.
            ApproveAt = Card.Score(_bins).Points + (_random.Next(0, 100) / 3d);
            Found = Card.Counterfactuals(_bins, ApproveAt);
        }

        public Scorecard Card { get; }

        public double ApproveAt { get; }

        public IReadOnlyList<Counterfactual> Found { get; }

        public ushort[] With(IEnumerable<(int Slot, ushort Bin)> changes)
        {
            ushort[] bins = [.. _bins];
            foreach (var (slot, bin) in changes)
            {
                bins[slot] = bin;
            }

            return bins;
        }

        public bool Allows(int slot, ushort to)
        {
            var (feature, from) = (Card.Terms[slot].Feature, _bins[slot]);
            var known = from >= Binning.First || (from == Binning.Missing && feature.MissingReason is not null);
            var free = from == Binning.Missing || feature.Kind == FeatureKind.Categorical;
            return feature.Actionable != Actionability.None && known && to >= Binning.First && to != from && (free
                || (to > from && feature.Actionable != Actionability.Decrease && feature.Direction != Direction.Decreasing)
                || (to < from && feature.Actionable != Actionability.Increase && feature.Direction != Direction.Increasing));
        }

        public double Distance(int slot, ushort to)
        {
            var (term, from) = (Card.Terms[slot], _bins[slot]);
            double[] counts = [.. term.Bins.Skip(Binning.First).Select(bin => bin.Count)];
            return term.Feature.Kind == FeatureKind.Categorical ? 1 - (term.Bins[to].Count / counts.Sum())
                : from == Binning.Missing ? 1
                : Math.Abs(Middle(to) - Middle(from)) / counts.Sum();

            double Middle(int bin) => counts.Take(bin - Binning.First).Sum() + (term.Bins[bin].Count / 2);
        }

        /// <summary>The distance of the nearest change of exactly these features, found by trying every one; null when none is enough.</summary>
        public double? Nearest(int[] slots)
        {
            if (Found.Count == 0 && Card.Score(_bins).Points >= ApproveAt)
            {
                return null;
            }

            return Combinations([.. slots.Select(slot => Enumerable.Range(0, Card.Terms[slot].Bins.Count).Select(bin => (ushort)bin).Where(bin => Allows(slot, bin)))])
                .Where(bins => Card.Score(With(slots.Zip(bins))).Points >= ApproveAt)
                .Select(bins => (double?)bins.Select((bin, index) => Distance(slots[index], bin)).Sum())
                .Min();
        }

        public IEnumerable<int[]> Sets(int size) => Enumerable.Range(0, 1 << _bins.Length)
            .Where(set => int.PopCount(set) == size)
            .Select(set => Enumerable.Range(0, _bins.Length).Where(slot => (set >> slot & 1) == 1).ToArray());

        /// <summary>The bins of the values that a change's words allow.</summary>
        public IEnumerable<ushort> Told(FeatureChange change)
        {
            if (Card.Terms[change.Slot].Binning is not NumericBinning binning)
            {
                return [change.To];
            }

            double[] values = [-1, .. binning.Edges, .. binning.Edges.Select(Math.BitDecrement), 99];
            return values.Where(value => !(value < change.AtLeast) && !(value >= change.Below)).Select(binning.BinOf).Distinct();
        }

        public IEnumerable<ushort[]> Combinations(IReadOnlyList<IEnumerable<ushort>> bins) => bins.Aggregate(
            (IEnumerable<ushort[]>)[[]], (whole, next) => whole.SelectMany(chosen => next.Select(bin => (ushort[])[.. chosen, bin])));

        public override string ToString() =>
            $"bins {string.Join(' ', _bins)}, approve at {ApproveAt}, found {string.Join(" | ", Found.Select(found => $"{found.Distance} {found.Text}"))}";

        private Feature Feature(int slot)
        {
            var numeric = _random.Next(3) != 0;
            return new Feature
            {
                Name = $"f{slot}",
                Kind = numeric ? FeatureKind.Numeric : FeatureKind.Categorical,
                DisplayName = $"Feature {slot}",
                Reason = $"Reason {slot}",
                MissingReason = _random.Next(2) == 0 ? "Not stated" : null,
                Direction = numeric && _random.Next(2) == 0 ? (Direction)_random.Next(3) : Direction.Free,
                Actionable = _random.Next(8) == 0 ? Actionability.None : (Actionability)_random.Next(1, 4),
            };
        }

        private FeatureTerm Term(Feature feature)
        {
            var ordinary = _random.Next(1, 6);
            Binning binning = feature.Kind == FeatureKind.Numeric
                ? new NumericBinning(feature, Enumerable.Range(1, ordinary - 1).Select(edge => edge / 7d))
                : new CategoricalBinning(feature, Enumerable.Range(0, ordinary).Select(level => (string[])[$"l{level}"]));
            return new FeatureTerm(feature, binning, Enumerable.Range(0, binning.Count).Select(_ => new Bin(_random.Next(1, 9), 1, 0, Points())));
        }

        private List<PairTerm> Pairs(FeatureTerm[] terms)
        {
            var pairs = new List<PairTerm>();
            for (var first = 0; first < terms.Length; first++)
            {
                for (var second = first + 1; second < terms.Length; second++)
                {
                    if (_random.Next(3) == 0)
                    {
                        var cells = terms[first].Bins.Count * terms[second].Bins.Count;
                        pairs.Add(new PairTerm(
                            first, second, Each(terms[first]), Each(terms[second]), Enumerable.Range(0, cells).Select(_ => Points()), new double[cells]));
                    }
                }
            }

            return pairs;
        }

        private double Points() => _random.Next(-30, 30) / 3d;

        private static IEnumerable<ushort> Each(FeatureTerm term) => Enumerable.Range(0, term.Bins.Count).Select(bin => (ushort)bin);
    }
}
