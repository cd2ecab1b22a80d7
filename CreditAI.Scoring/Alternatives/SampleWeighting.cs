namespace CreditAI.Scoring.Alternatives;

/// <summary>How an alternative's training rows are weighed.</summary>
public enum SampleWeighting
{
    /// <summary>As the data say.</summary>
    AsIs,

    /// <summary>Reweighing (Kamiran and Calders 2012): group and outcome become independent.</summary>
    Reweighing,

    /// <summary>One point of the reductions' grid for demographic parity (Agarwal et al. 2018): outcomes turned where the multiplier outweighs them.</summary>
    DemographicParity,

    /// <summary>The same for equal opportunity: only rows with the favourable outcome.</summary>
    EqualOpportunity,
}
