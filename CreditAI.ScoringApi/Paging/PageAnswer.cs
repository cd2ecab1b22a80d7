using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.Requests;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditAI.ScoringApi.Paging;

/// <summary>Answers for a page of a list that nothing else is asked of.</summary>
internal static class PageAnswer
{
    /// <param name="list">The list's name, for its cursors.</param>
    /// <param name="asked">Limit and cursor as sent, and the largest page.</param>
    /// <param name="read">Reads so many entries behind one.</param>
    /// <param name="key">An entry's place in the list.</param>
    /// <param name="page">Entries, and the next page's cursor, as the answer has them.</param>
    public static async Task<Results<Ok<TPage>, ProblemHttpResult>> OfAsync<TKey, TEntry, TPage>(
        string list, (int? Limit, string? Cursor, int Most) asked, Func<TKey?, int, Task<IReadOnlyList<TEntry>>> read, Func<TEntry, TKey> key,
        Func<TEntry[], string?, TPage> page)
        where TKey : struct, IParsable<TKey>, IFormattable
    {
        var errors = new FieldErrors();
        var request = PageRequest<TKey>.Read(list, asked.Cursor, asked.Limit, asked.Most, errors);
        if (errors.Any)
        {
            return JsonBody.Refuse(errors);
        }

        var (entries, next) = request.Cut(await read(request.Behind, request.Asked), key);
        return TypedResults.Ok(page(entries, next));
    }
}
