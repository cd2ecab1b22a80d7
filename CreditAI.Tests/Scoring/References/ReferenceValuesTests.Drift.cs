using System.Text.Json;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Monitoring;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Tests.Scoring.References;

/// <summary>scorecard.json's drift of HMEQ against its quarters.</summary>
public sealed partial class ReferenceValuesTests
{
    [Fact]
    public void Scorecard_Drift()
    {
        var quarters = Reference.Json("reference/scorecard.json").GetProperty("drift_hmeq_vs_quarters");
        var reference = Hmeq("hmeq.csv");
        var misses = new ReferenceMisses();
        foreach (var quarter in quarters.EnumerateObject())
        {
            var data = Hmeq($"hmeq_perf_{quarter.Name}.csv");
            misses.Check($"{quarter.Name}.n", quarter.Value.GetProperty("n"), data.Count, 0);
            misses.Check($"{quarter.Name}.bad_rate", quarter.Value.GetProperty("bad_rate"), data.Favourable.Count(false) / (double)data.Count);
            foreach (var feature in quarter.Value.GetProperty("features").EnumerateObject())
            {
                CheckDrift(misses, $"{quarter.Name}.{feature.Name}", feature, reference, data);
            }
        }

        misses.AssertNone(1_000);
    }

    private static void CheckDrift(ReferenceMisses misses, string path, JsonProperty feature, Dataset reference, Dataset data)
    {
        var slot = Enumerable.Range(0, data.Features.Count).First(slot => data.Features[slot].Feature.Name == feature.Name);
        var drift = FeatureDrift.Of(WholeTerm(data.Features[slot].Feature), reference.Features[slot], data.Features[slot]);
        if (drift.Numbers is not { } numbers)
        {
            misses.Check($"{path}.psi", feature.Value.GetProperty("psi"), drift.Levels?.Value, 1e-9);
            return;
        }

        var (first, second) = (((NumericColumn)reference.Features[slot]).Values.ToArray(), ((NumericColumn)data.Features[slot]).Values.ToArray());
        CheckStability(misses, path, feature.Value, new DecileBins(first), first, second, "psi_deciles_of_baseline_nonmissing");
        misses.Check($"{path}.ks_2samp_statistic", feature.Value.GetProperty("ks_2samp_statistic"), numbers.KolmogorovSmirnov.Statistic);
        // As a ratio: p-values go down to 1e-110 here.
        misses.Check($"{path}.ks_2samp_p_auto / own", 1, feature.Value.GetProperty("ks_2samp_p_auto").GetDouble() / numbers.KolmogorovSmirnov.PValue, 1e-9);
        misses.Check($"{path}.wasserstein", feature.Value.GetProperty("wasserstein"), numbers.Wasserstein, 1e-9);
        misses.Check($"{path}.cohens_d", feature.Value.GetProperty("cohens_d"), numbers.CohensD, 1e-9);
        misses.Check($"{path}.missing_rate_baseline", feature.Value.GetProperty("missing_rate_baseline"), drift.MissingRateOfReference.Value);
        misses.Check($"{path}.missing_rate_quarter", feature.Value.GetProperty("missing_rate_quarter"), drift.MissingRate.Value);
    }

    private static FeatureTerm WholeTerm(Feature feature) => feature.Kind == FeatureKind.Numeric
        ? new FeatureTerm(feature, new NumericBinning(feature, []), Enumerable.Repeat(new Bin(0, 0, 0, 0), 3))
        : new FeatureTerm(feature, new CategoricalBinning(feature, []), Enumerable.Repeat(new Bin(0, 0, 0, 0), 2));

    private static Dataset Hmeq(string name)
    {
        var schema = DatasetSchema.Parse(File.ReadAllBytes(Path.Combine(RepositoryFiles.Root, "examples", "hmeq.schema.json")), "hmeq.schema.json");
        using var file = File.OpenRead(Reference.File($"data/{name}"));
        return CsvDataset.Load(file, name, schema);
    }
}
