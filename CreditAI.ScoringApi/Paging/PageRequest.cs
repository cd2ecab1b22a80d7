using CreditAI.ScoringApi.Applications;

namespace CreditAI.ScoringApi.Paging;

/// <summary>Which page of a list is asked for, and where the next one begins.</summary>
/// <param name="List">The list's name: a cursor of another one is refused.</param>
/// <param name="Behind">The entry behind which the page begins; null for the first page.</param>
/// <param name="Limit">Entries in it, from 1.</param>
internal readonly record struct PageRequest<T>(string List, T? Behind, int Limit)
    where T : struct, IParsable<T>, IFormattable
{
    private const int Usual = 50;

    /// <summary>Entries to ask for: one more than the page has tells whether there is a next one.</summary>
    public int Asked => Limit + 1;

    /// <param name="list">The list's name.</param>
    /// <param name="cursor">As sent.</param>
    /// <param name="limit">As sent.</param>
    /// <param name="most">The largest page.</param>
    /// <param name="errors">Receives what is wrong.</param>
    public static PageRequest<T> Read(string list, string? cursor, int? limit, int most, FieldErrors errors)
    {
        if (limit < 1 || limit > most)
        {
            errors.Add("limit", $"must lie between 1 and {most}");
        }

        T? behind = null;
        if (!string.IsNullOrEmpty(cursor))
        {
            if (Cursor.TryDecode<T>(list, cursor, out var last))
            {
                behind = last;
            }
            else
            {
                errors.Add("cursor", "is none that this list gave; leave it out to begin");
            }
        }

        return new PageRequest<T>(list, behind, limit ?? Usual);
    }

    /// <param name="found">What was found of those asked for.</param>
    /// <param name="key">An entry's place in the list.</param>
    /// <returns>The page's entries, and the cursor of the next page, null where there is none.</returns>
    public (TEntry[] Entries, string? Next) Cut<TEntry>(IReadOnlyList<TEntry> found, Func<TEntry, T> key)
        => found.Count > Limit ? ([.. found.Take(Limit)], Cursor.Encode(List, key(found[Limit - 1]))) : ([.. found], null);
}
