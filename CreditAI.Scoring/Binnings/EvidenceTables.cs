using CreditAI.Scoring.Data;
using CreditAI.Scoring.Training;

namespace CreditAI.Scoring.Binnings;

/// <summary>The evidence of every feature, under the bins that the logistic trainer would take.</summary>
public static class EvidenceTables
{
    /// <param name="data">Rows with outcomes.</param>
    /// <param name="rows">The training rows.</param>
    /// <param name="options">Null: the trainer's defaults. Breaks that it holds are taken as they are.</param>
    /// <returns>By slot.</returns>
    /// <exception cref="DatasetException">The training rows hold one outcome only.</exception>
    public static IReadOnlyList<EvidenceTable> Of(Dataset data, int[] rows, LogisticOptions? options = null)
    {
        options ??= new LogisticOptions();
        var binner = new FeatureBinner(data, rows, Tally.Of(data, rows), options);
        var tables = new EvidenceTable[data.Features.Count];
        Parallel.For(0, tables.Length, slot => tables[slot] = EvidenceTable.Of(data, rows, slot, binner.Bin(data.Features[slot])));
        return tables;
    }
}
