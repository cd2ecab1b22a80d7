using System.Globalization;
using CreditAI.Benchmarks.Measuring;
using CreditAI.Benchmarks.Training;
using CreditAI.Scoring.Alternatives;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Training;

namespace CreditAI.Benchmarks.Alternatives;

/// <summary>The search for less discriminatory alternatives on taiwan: sixty scorecards, all judged and confirmed, on all cores.</summary>
internal sealed class SearchBenchmark : IBenchmark
{
    private const double Target = 180;

    public string Name => "lda";

    public IEnumerable<Figure> Run()
    {
        if (!SharedData.IsThere)
        {
            yield return new Figure("LDA search", SharedData.Absent, "", null);
            yield break;
        }

        var data = SharedData.Load("taiwan");
        var rows = RowSplit.Parse("index%10<7").Split(data, "taiwan", seed: 1);
        var options = new SearchOptions { Protected = ["SEX"] };
        var one = SideBySide.Seconds(() => BoostedTrainer.Fit(data, rows.Train, options.Boosted));
        SearchResult? found = null;
        var seconds = SideBySide.Seconds(() => found = new AlternativeSearch(data, rows, options).Run());
        var count = found!.Alternatives.Count.ToString(CultureInfo.InvariantCulture);
        yield return new Figure(
            $"LDA search, taiwan, {count} models", Units.Seconds(seconds), "≤ " + Units.Seconds(Target), seconds <= Target,
            $"training one of them, {count} times: {Units.Seconds(one * found.Alternatives.Count)}", one * found.Alternatives.Count / seconds);
    }
}
