using CreditAI.Scoring.Policies;

namespace CreditAI.Ledger.Registry.Evaluations;

/// <summary>How far a model version is on its way to champion. It follows from what is recorded, and is recorded nowhere itself.</summary>
public static class ModelStage
{
    public const string Published = "published";

    /// <summary>It did not pass its latest evaluation.</summary>
    public const string Refused = "refused";

    /// <summary>It passed, and waits for approvals.</summary>
    public const string Passed = "passed";

    /// <summary>It passed, and has as many approvals as the policy asks for; the promoter's own does not count.</summary>
    public const string Approved = "approved";

    public const string Challenger = "challenger";
    public const string Champion = "champion";
    public const string Retired = "retired";

    /// <param name="latest">The version's latest evaluation; null where it has none.</param>
    public static string Of(ModelVersion model, Evaluation? latest, PromotionPolicy policy) => model switch
    {
        _ when model.Aliases.Contains(ModelAlias.Champion) => Champion,
        _ when model.State != "active" => Retired,
        _ when model.Aliases.Contains(ModelAlias.Challenger) => Challenger,
        _ when latest is null => Published,
        _ when !latest.IsPassed => Refused,
        _ => latest.Approvals.Count >= policy.Approvals ? Approved : Passed,
    };
}
