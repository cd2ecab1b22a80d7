using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.Binnings;

/// <summary>One bin of a feature's evidence.</summary>
/// <param name="Bin">The bin's index in its binning.</param>
/// <param name="Description">The bin in words.</param>
/// <param name="Rows">Rows in it.</param>
/// <param name="Favourable">Their weight with the favourable outcome.</param>
/// <param name="Unfavourable">Their weight with the unfavourable outcome.</param>
/// <param name="BadRate">Unfavourable share with its Wilson interval.</param>
/// <param name="WeightOfEvidence">
/// ln(share of all favourable / share of all unfavourable): positive is better than average. Null where either count is 0: the
/// logarithm is infinite then, and any number in its place would be invented.
/// </param>
/// <param name="SmoothedWeightOfEvidence">The same with half a row added to both counts of the bin, and so always finite.</param>
/// <param name="InformationValue">The bin's part of the feature's information value; null where the weight of evidence is.</param>
public sealed record EvidenceRow(
    int Bin,
    string Description,
    long Rows,
    double Favourable,
    double Unfavourable,
    Measure BadRate,
    double? WeightOfEvidence,
    double SmoothedWeightOfEvidence,
    double? InformationValue);
