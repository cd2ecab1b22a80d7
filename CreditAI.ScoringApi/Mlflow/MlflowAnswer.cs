using System.Text.Json;

namespace CreditAI.ScoringApi.Mlflow;

/// <summary>Answers in MLflow's form: one member with what was asked for, in snake case.</summary>
internal static class MlflowAnswer
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static IResult Empty => TypedResults.Json(new Dictionary<string, object>());

    public static IResult Of(string member, object value) => TypedResults.Json(new Dictionary<string, object> { [member] = value }, Options);

    /// <param name="member">Of the list.</param>
    /// <param name="page">Its entries.</param>
    /// <param name="next">Left out where there is no next page.</param>
    public static IResult Of(string member, object page, string? next)
        => next is null ? Of(member, page) : TypedResults.Json(new Dictionary<string, object> { [member] = page, ["next_page_token"] = next }, Options);
}
