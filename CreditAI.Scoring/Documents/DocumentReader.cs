using System.Text.Json;

namespace CreditAI.Scoring.Documents;

/// <summary>Reads one JSON document and collects every fault with its path, so that a person mends all of them at once.</summary>
internal sealed class DocumentReader : IDisposable
{
    private readonly List<DocumentError> _errors = [];
    private readonly JsonDocument _json;
    private readonly string _document;

    private DocumentReader(string document, JsonDocument json)
    {
        _document = document;
        _json = json;
    }

    public DocumentNode Root => new(this, _json.RootElement, "$");

    public bool HasErrors => _errors.Count > 0;

    /// <exception cref="InvalidDocumentException">The bytes are not JSON, or the root is not an object.</exception>
    public static DocumentReader Open(string document, ReadOnlyMemory<byte> utf8Json)
    {
        if (utf8Json.Span.StartsWith("\uFEFF"u8))
        {
            utf8Json = utf8Json[3..];
        }

        try
        {
            var json = JsonDocument.Parse(utf8Json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                return new DocumentReader(document, json);
            }

            json.Dispose();
            throw new InvalidDocumentException(document, [new DocumentError("$", "the document must be a JSON object")]);
        }
        catch (JsonException fault)
        {
            var where = fault.LineNumber is { } line ? $"line {line + 1}, byte {fault.BytePositionInLine + 1}" : "the document";
            throw new InvalidDocumentException(document, [new DocumentError(fault.Path ?? "$", $"not JSON at {where}: {fault.Message}")]);
        }
    }

    /// <summary>Each fault once, however often its place is read.</summary>
    public void Report(string path, string message)
    {
        var error = new DocumentError(path, message);
        if (!_errors.Contains(error))
        {
            _errors.Add(error);
        }
    }

    public void ThrowIfFaulty()
    {
        if (HasErrors)
        {
            throw new InvalidDocumentException(_document, _errors);
        }
    }

    public void Dispose() => _json.Dispose();
}
