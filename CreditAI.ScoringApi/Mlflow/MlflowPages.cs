using CreditAI.ScoringApi.Paging;

namespace CreditAI.ScoringApi.Mlflow;

/// <summary>Pages of a list that is held whole: a registry has hundreds of versions, not millions.</summary>
internal static class MlflowPages
{
    /// <returns>The page that is asked for, and the token of the next one; null where there is none.</returns>
    /// <exception cref="MlflowException">The token is none of this list.</exception>
    public static (T[] Entries, string? Next) Cut<T>(this IEnumerable<T> found, MlflowRequest request, string list, int unasked, int most)
    {
        var limit = request.Count("max_results", unasked, most);
        var from = 0;
        if (request.Optional("page_token") is { Length: > 0 } token && !Cursor.TryDecode(list, token, out from))
        {
            throw new MlflowException(MlflowCode.Invalid, "Invalid page token: it is none that this search gave.");
        }

        var rest = found.Skip(from).Take(limit + 1).ToArray();
        return rest.Length > limit ? (rest[..limit], Cursor.Encode(list, from + limit)) : (rest, null);
    }

    /// <summary><c>order_by</c>: keys with ASC or DESC, the first weighing most.</summary>
    /// <param name="keys">What can be ordered by.</param>
    /// <exception cref="MlflowException">A key is not known.</exception>
    public static IEnumerable<T> Ordered<T>(this IEnumerable<T> entries, MlflowRequest request, IReadOnlyDictionary<string, Func<T, IComparable>> keys)
    {
        foreach (var clause in request.Several("order_by").Reverse())
        {
            var parts = clause.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length is not (1 or 2) || (parts.Length == 2 && parts[1].ToUpperInvariant() is not ("ASC" or "DESC")))
            {
                throw new MlflowException(MlflowCode.Invalid, $"Invalid order_by clause '{clause}': a key is wanted, with ASC or DESC.");
            }

            if (!keys.TryGetValue(parts[0], out var key))
            {
                throw new MlflowException(MlflowCode.Invalid, $"Invalid order_by key '{parts[0]}'; the keys are {string.Join(", ", keys.Keys)}.");
            }

            entries = parts.Length == 2 && parts[1].Equals("DESC", StringComparison.OrdinalIgnoreCase) ? entries.OrderByDescending(key) : entries.OrderBy(key);
        }

        return entries;
    }
}
