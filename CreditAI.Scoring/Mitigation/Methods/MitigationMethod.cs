namespace CreditAI.Scoring.Mitigation.Methods;

/// <summary>The methods that the earlier system compared.</summary>
public enum MitigationMethod
{
    /// <summary>Logistic regression.</summary>
    Baseline,

    /// <summary>Logistic regression on weights that make every cell of outcome and group weigh the same.</summary>
    Reweight,

    /// <summary>Thresholds by group for equalized odds.</summary>
    Postprocess,

    /// <summary>Exponentiated gradient for demographic parity.</summary>
    Expgrad,
}
