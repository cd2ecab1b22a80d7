using System.Diagnostics.Metrics;
using CreditAI.Ledger.Registry;

namespace CreditAI.ScoringApi.Champions;

/// <summary>Which versions this replica decides by; the registry's may be another while an artifact cannot be had.</summary>
internal sealed class ChampionMetrics
{
    private volatile int _champion;
    private volatile int _challenger;

    public ChampionMetrics(IMeterFactory meters) => meters.Create("CreditAI.ScoringApi.Champions").CreateObservableGauge(
        "creditai.model.version", Observe, null, "The model version that this replica has as champion and as challenger.");

    /// <param name="champion">Null where there is none, as of the other.</param>
    public void Deciding(int? champion, int? challenger) => (_champion, _challenger) = (champion ?? 0, challenger ?? 0);

    private IEnumerable<Measurement<int>> Observe()
        => from alias in new[] { (Name: ModelAlias.Champion, Version: _champion), (Name: ModelAlias.Challenger, Version: _challenger) }
           where alias.Version > 0
           select new Measurement<int>(alias.Version, new KeyValuePair<string, object?>("alias", alias.Name));
}
