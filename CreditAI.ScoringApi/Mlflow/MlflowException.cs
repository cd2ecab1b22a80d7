namespace CreditAI.ScoringApi.Mlflow;

/// <summary>A request of MLflow's API cannot be answered as asked.</summary>
/// <param name="code">One of <see cref="MlflowCode"/>.</param>
/// <param name="message">What, where, and what to do.</param>
internal sealed class MlflowException(string code, string message) : Exception(message)
{
    public string Code => code;

    public static MlflowException NoModel(string name) => new(MlflowCode.Missing, $"Registered Model with name={name} not found");

    public static MlflowException NoVersion(string name, string version) => new(MlflowCode.Missing, $"Model Version (name={name}, version={version}) not found");
}
