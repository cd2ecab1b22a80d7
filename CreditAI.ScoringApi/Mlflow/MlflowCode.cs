namespace CreditAI.ScoringApi.Mlflow;

/// <summary>MLflow's error codes, as its clients know them.</summary>
internal static class MlflowCode
{
    public const string Invalid = "INVALID_PARAMETER_VALUE";
    public const string Missing = "RESOURCE_DOES_NOT_EXIST";
    public const string Exists = "RESOURCE_ALREADY_EXISTS";
    public const string Denied = "PERMISSION_DENIED";

    public static int StatusOf(string code) => code switch
    {
        Missing => StatusCodes.Status404NotFound,
        Denied => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status400BadRequest,
    };

    /// <summary>Of an answer that says no more than its status.</summary>
    public static string Of(int status) => status switch
    {
        StatusCodes.Status400BadRequest => Invalid,
        StatusCodes.Status401Unauthorized => "UNAUTHENTICATED",
        StatusCodes.Status403Forbidden => Denied,
        StatusCodes.Status404NotFound => "ENDPOINT_NOT_FOUND",
        StatusCodes.Status405MethodNotAllowed => "ENDPOINT_NOT_FOUND",
        StatusCodes.Status429TooManyRequests => "REQUEST_LIMIT_EXCEEDED",
        StatusCodes.Status503ServiceUnavailable => "TEMPORARILY_UNAVAILABLE",
        >= StatusCodes.Status500InternalServerError => "INTERNAL_ERROR",
        _ => "BAD_REQUEST",
    };
}
