using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Training.Boosting;

/// <summary>A feature cut as finely as it is learned from, with each training row's bin.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Binning">The fine bins.</param>
/// <param name="Codes">Bin by position in the training rows.</param>
/// <param name="Sign">1: points must not fall from bin to bin; -1: they must not rise; 0: free.</param>
internal sealed record FineBins(Feature Feature, Binning Binning, ushort[] Codes, int Sign)
{
    public bool IsCategorical => Binning is CategoricalBinning;

    /// <summary>True when every training row is in the same bin, so that there is nothing to learn.</summary>
    public bool IsConstant => Array.TrueForAll(Codes, code => code == Codes[0]);
}
