using CreditAI.Ledger.Objects;
using CreditAI.Ledger.Training;
using CreditAI.Scoring.Alternatives;
using CreditAI.Scoring.Documents;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training;
using CreditAI.Scoring.Training.Orders;

namespace CreditAI.FairnessWorker.Training;

/// <summary>
/// Keeps the members of a run's search in the object store, so that whoever goes on with it need not train them again. They belong to the rows and to the
/// code that trained them: another worker's may be another version.
/// </summary>
internal sealed class StoredSearchMemory(IObjectStore objects, Guid run, string dataSha256, CancellationToken cancellationToken) : ISearchMemory
{
    private readonly string _folder = $"{TrainingFiles.Folder(run)}/{dataSha256[..16]}-{Safe(CodeVersion.Current)}";

    // The search trains on threads of its own, which may wait.
    public Scorecard? Recall(AlternativeSpec spec) => RecallAsync(spec).GetAwaiter().GetResult();

    public void Keep(AlternativeSpec spec, Scorecard scorecard) => KeepAsync(spec, scorecard).GetAwaiter().GetResult();

    private async Task<Scorecard?> RecallAsync(AlternativeSpec spec)
    {
        await using var content = await objects.OpenReadAsync(KeyOf(spec), cancellationToken);
        if (content is null)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        await content.CopyToAsync(buffer, cancellationToken);
        try
        {
            return Scorecard.Parse(buffer.ToArray());
        }
        catch (InvalidDocumentException)
        {
            return null; // Damaged: it is trained again, and written over.
        }
    }

    private async Task KeepAsync(AlternativeSpec spec, Scorecard scorecard)
    {
        using var content = new MemoryStream(scorecard.ToUtf8Json().ToArray(), writable: false);
        await objects.PutAsync(KeyOf(spec), content, cancellationToken);
    }

    private string KeyOf(AlternativeSpec spec) => $"{_folder}/{spec.Key}.json";

    private static string Safe(string version) => string.Concat(version.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
}
