namespace CreditAI.Scoring.Documents;

/// <summary>A schema or scorecard document that cannot be taken. All faults found are in it, each with its JSON path.</summary>
public sealed class InvalidDocumentException : Exception
{
    public InvalidDocumentException(string document, IReadOnlyList<DocumentError> errors)
        : base($"{document} is not valid: {string.Join("; ", errors)}")
    {
        Document = document;
        Errors = errors;
    }

    /// <summary>What was read: "schema" or "scorecard", or the file's name where one is known.</summary>
    public string Document { get; }

    public IReadOnlyList<DocumentError> Errors { get; }
}
