using System.Collections.Concurrent;
using System.Text.Json;
using CreditAI.Scoring.Alternatives;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Proxies;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training;

namespace CreditAI.Tests.Scoring.Alternatives;

public sealed class AlternativeSearchTests
{
    private static readonly SearchOptions Quick = new()
    {
        Protected = ["race"],
        Models = 12,
        Resamples = 200,
        MaximumLoss = 0.03,
        Boosted = new BoostedOptions { Bags = 2, Pairs = 0, Rounds = 60, LearningRate = 0.2 },
    };

    private static readonly Dataset Data = ProxiedLoans.Load(4_000, 7);

    [Fact]
    public void Run_WhereAProxyHardlyHelps_ChoosesAFairerScorecardAndConfirmsIt()
    {
        var result = Search(Quick).Run(cancel: TestContext.Current.CancellationToken);

        var (baseline, chosen) = (result.Alternatives[0], result.Alternatives[result.Chosen]);
        Assert.NotEqual(0, result.Chosen);
        Assert.True(chosen.Fairness.Value > baseline.Fairness.Value + 0.1, $"{chosen.Fairness} against {baseline.Fairness}");
        Assert.True(chosen.Loss.Value <= 0.03);
        Assert.True(result.Confirmation!.Gain.Band!.Value.Low > 0, result.Confirmation.ToString());
        Assert.Contains("beyond chance", result.Confirmation.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Family_NeverHasAProtectedFeatureAndEveryMemberIsAnAnsweredQuestion()
    {
        var result = Search(Quick).Run(cancel: TestContext.Current.CancellationToken);

        Assert.Equal(12, result.Alternatives.Count);
        Assert.Equal(12, result.Alternatives.Select(one => one.Scorecard.Version).Distinct().Count());
        Assert.All(result.Alternatives, one => Assert.DoesNotContain(one.Scorecard.Terms, term => term.Feature.Name == "race"));
        Assert.All(result.Alternatives, one => Assert.Equal(one.Spec.Index == result.Chosen, one.NotChosen is null));
        Assert.All(result.Alternatives, one => Assert.True(one.Accuracy.Band!.Value.Low <= one.Accuracy.Value && one.Accuracy.Value <= one.Accuracy.Band.Value.High));
    }

    [Fact]
    public void Run_Frontier_HoldsWhatNothingDominates()
    {
        var alternatives = Search(Quick).Run(cancel: TestContext.Current.CancellationToken).Alternatives;

        foreach (var one in alternatives)
        {
            var dominated = alternatives.Any(other =>
                other.Accuracy.Value >= one.Accuracy.Value && Math.Min(other.Fairness.Value!.Value, 1) >= Math.Min(one.Fairness.Value!.Value, 1)
                && (other.Accuracy.Value > one.Accuracy.Value || Math.Min(other.Fairness.Value.Value, 1) > Math.Min(one.Fairness.Value.Value, 1)));
            Assert.Equal(!dominated, one.OnFrontier);
        }
    }

    [Fact]
    public void Run_Again_GivesTheSameRecord() => Assert.Equal(Json(Search(Quick).Run()), Json(Search(Quick).Run()));

    [Fact]
    public void Run_Stopped_GoesOnWithWhatItHad()
    {
        var kept = new ConcurrentDictionary<string, Scorecard>();
        var whole = Search(Quick).Run(keep: (spec, scorecard) => kept[spec.Key] = scorecard);
        foreach (var key in kept.Keys.Order().Skip(5))
        {
            kept.TryRemove(key, out _);
        }

        var trained = 0;
        var again = Search(Quick).Run(spec => kept.GetValueOrDefault(spec.Key), (_, _) => Interlocked.Increment(ref trained));

        Assert.Equal(7, trained);
        Assert.Equal(Json(whole), Json(again));
    }

    [Fact]
    public void Run_NoToleranceAndNothingFairerForFree_KeepsTheBaselineAndSaysWhy()
    {
        var result = Search(Quick with { Models = 3, MaximumLoss = 0 }).Run(cancel: TestContext.Current.CancellationToken);

        if (result.Chosen == 0)
        {
            Assert.Null(result.Confirmation);
            Assert.Contains("fairer than the baseline", result.Reason, StringComparison.Ordinal);
        }

        Assert.All(
            result.Alternatives.Where(one => one.Loss.Value > 0 && one.Spec.Index != result.Chosen),
            one => Assert.Contains("more than the tolerated 0", one.NotChosen, StringComparison.Ordinal));
    }

    [Fact]
    public void Run_ProxyIsNamedFirst()
    {
        var proxies = Search(Quick with { Models = 2 }).Run(cancel: TestContext.Current.CancellationToken).Proxies;

        var strongest = proxies.Where(proxy => proxy.Source is not (Proxy.Score or Proxy.Together)).MaxBy(proxy => proxy.Auc.Value)!;
        Assert.Equal(("district", "strong"), (strongest.Source, strongest.Verdict));
        Assert.Equal("weak", proxies.Single(proxy => proxy.Source == "noise").Verdict);
    }

    [Fact]
    public void Run_GroupTooSmall_IsSaid()
    {
        var fault = Assert.Throws<DatasetException>(() => Search(Quick with { MinimumN = 5_000 }).Run(cancel: TestContext.Current.CancellationToken));

        Assert.Contains("'race'", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sex", "'sex' is no protected attribute")]
    [InlineData(null, "needs a protected attribute")]
    public void Search_ImpossibleQuestion_IsRefused(string? attribute, string message)
    {
        var options = Quick with { Protected = attribute is null ? [] : [attribute] };

        Assert.Contains(message, Assert.Throws<ArgumentException>(() => Search(options)).Message, StringComparison.Ordinal);
    }

    private static AlternativeSearch Search(SearchOptions options) => new(Data, ProxiedLoans.Halves(Data), options);

    private static string Json(SearchResult result)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            SearchDocument.Write(json, result);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
