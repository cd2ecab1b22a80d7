namespace CreditAI.Scoring.Schema;

/// <summary>Where a feature's value comes from, which decides what an adverse action notice must disclose.</summary>
public enum FeatureSource
{
    /// <summary>The applicant, or the lender's own records.</summary>
    Application,

    /// <summary>A consumer reporting agency (15 USC 1681a(d)).</summary>
    ConsumerReport,
}
