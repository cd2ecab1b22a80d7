namespace CreditAI.Ledger.Training;

/// <summary>Where a run's files lie in the object store.</summary>
public static class TrainingFiles
{
    /// <summary>The model card, one HTML page.</summary>
    public static string Card(Guid run) => $"{Folder(run)}/card.html";

    /// <summary>The record of its search, Markdown.</summary>
    public static string Record(Guid run) => $"{Folder(run)}/record.md";

    /// <summary>The same as JSON.</summary>
    public static string Search(Guid run) => $"{Folder(run)}/search.json";

    public static string Folder(Guid run) => $"training/{run:N}";
}
