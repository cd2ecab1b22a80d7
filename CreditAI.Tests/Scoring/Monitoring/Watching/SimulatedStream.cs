using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Monitoring.Tallies;
using CreditAI.Scoring.Monitoring.Watching;

namespace CreditAI.Tests.Scoring.Monitoring.Watching;

/// <summary>
/// A stream of 1,000 decisions an hour: two protected attributes and their intersection, five features. Fair unless told otherwise: 60 % are
/// approved whoever they are, a loan defaults with the probability that was predicted, and every outcome becomes known.
/// </summary>
internal sealed class SimulatedStream(int seed)
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private const int Features = 5;
    private const int PerWindow = 83;
    private static readonly (string Name, double Share)[] Sexes = [("female", 0.45), ("male", 0.55)];
    private static readonly (string Name, double Share)[] Races = [("a", 0.60), ("b", 0.25), ("c", 0.15)];

    private readonly Random _random = new(seed);
    private readonly Dictionary<(TallyBasis, DateTimeOffset, string, string), Tally> _tallies = [];
    private readonly Dictionary<(DateTimeOffset, int, int), long> _bins = [];

    public DateTimeOffset Now { get; private set; } = Start;

    /// <summary>Added to the probability of approval, by sex and race.</summary>
    public Func<string, string, double> Favour { get; set; } = (_, _) => 0;

    /// <summary>Added to the probability of default beyond what is predicted.</summary>
    public Func<string, string, double> Worse { get; set; } = (_, _) => 0;

    /// <summary>Share of applications that lack the first feature.</summary>
    public double Missing { get; set; } = 0.02;

    /// <summary>Decisions by group of sex.</summary>
    public Dictionary<string, long> Decided { get; } = new() { ["female"] = 0, ["male"] = 0 };

    /// <summary>Runs for a window of five minutes.</summary>
    public void Step()
    {
        for (var decision = 0; decision < PerWindow; decision++)
        {
            Decide(Pick(Sexes), Pick(Races));
        }

        Now += Grain.FiveMinutes.Length();
    }

    /// <param name="baselineHours">How long the baseline lasts.</param>
    /// <param name="horizon">How much of what follows is watched.</param>
    public WatchedVersion Watch(int baselineHours, TimeSpan horizon)
    {
        var (end, from) = (Start.AddHours(baselineHours), Now - horizon);
        return new WatchedVersion
        {
            ModelVersion = 1,
            Recent = [.. _tallies.Where(cell => cell.Key.Item2 >= from)
                .Select(cell => new TallyRow(cell.Key.Item1, cell.Key.Item2, cell.Key.Item3, cell.Key.Item4, cell.Value))],
            Baseline = [.. _tallies.Where(cell => cell.Key.Item2 < end)
                .Select(cell => new TallyRow(cell.Key.Item1, cell.Key.Item2, cell.Key.Item3, cell.Key.Item4, cell.Value))],
            BaselineEnds = new Dictionary<TallyBasis, DateTimeOffset> { [TallyBasis.Decided] = end, [TallyBasis.Observed] = end },
            RecentBins = [.. _bins.Where(cell => cell.Key.Item1 >= end && cell.Key.Item1 >= from).Select(cell => new BinRow(cell.Key.Item1, cell.Key.Item2, cell.Key.Item3, cell.Value))],
            BaselineBins = [.. _bins.Where(cell => cell.Key.Item1 < end).Select(cell => new BinRow(cell.Key.Item1, cell.Key.Item2, cell.Key.Item3, cell.Value))],
        };
    }

    private void Decide(string sex, string race)
    {
        var predicted = 0.02 + (0.2 * _random.NextDouble());
        var cell = new TallyCell(
            _random.NextDouble() < 0.6 + Favour(sex, race) ? Decision.Approve : Decision.Decline,
            _random.NextDouble() < predicted + Worse(sex, race) ? OutcomeState.Defaulted : OutcomeState.Repaid);
        foreach (var (attribute, name) in new[] { ("", ""), ("sex", sex), ("race", race), ("race × sex", $"{race} × {sex}") })
        {
            Tally(TallyBasis.Decided, attribute, name).Add(cell with { Outcome = OutcomeState.Unknown }, 1, 0);
            Tally(TallyBasis.Observed, attribute, name).Add(cell, 1, CreditAI.Scoring.Monitoring.Tallies.Tally.InUnits(predicted));
        }

        Decided[sex]++;
        Count(BinRow.ScoreSlot, _random.Next(20));
        for (var slot = 0; slot < Features; slot++)
        {
            Count(slot, slot == 0 && _random.NextDouble() < Missing ? 0 : 1 + _random.Next(8));
        }
    }

    private Tally Tally(TallyBasis basis, string attribute, string name)
    {
        var key = (basis, Now, attribute, name);
        if (!_tallies.TryGetValue(key, out var tally))
        {
            _tallies.Add(key, tally = new Tally());
        }

        return tally;
    }

    private void Count(int slot, int bin)
    {
        var key = (Grain.Hour.StartOf(Now), slot, bin);
        _bins[key] = _bins.GetValueOrDefault(key) + 1;
    }

    private string Pick((string Name, double Share)[] groups)
    {
        var at = _random.NextDouble();
        foreach (var (name, share) in groups)
        {
            if ((at -= share) < 0)
            {
                return name;
            }
        }

        return groups[^1].Name;
    }
}
