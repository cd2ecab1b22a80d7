using System.Globalization;
using CreditAI.ScoringApi.Applications;
using CsvHelper;

namespace CreditAI.ScoringApi.Fairness;

/// <summary>A table as CSV (RFC 4180): UTF-8, culture-invariant, what is undefined left empty.</summary>
internal sealed class CsvAnswer(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows) : IResult
{
    public const string ContentType = "text/csv";

    /// <summary>Whether it is what the caller wants: by the query, or by Accept.</summary>
    public static bool IsWanted(HttpRequest request, string? format, FieldErrors errors)
    {
        if (format is not (null or "" or "csv" or "json"))
        {
            errors.Add("format", "must be csv or json");
        }

        request.HttpContext.Response.Headers.Vary = "Accept";
        return string.IsNullOrEmpty(format)
            ? request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals(ContentType, StringComparison.OrdinalIgnoreCase))
            : format == "csv";
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = $"{ContentType}; charset=utf-8";
        await using var csv = CsvWriter.Create(httpContext.Response.Body, new CsvWriterOptions { NewLine = "\r\n" }, leaveOpen: true);
        foreach (var row in rows.Prepend(columns))
        {
            Write(csv, row);
            await csv.EndRecordAsync(httpContext.RequestAborted);
        }

        await csv.FlushAsync(httpContext.RequestAborted);
    }

    private static void Write(CsvWriter csv, IEnumerable<object?> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field switch
            {
                null => "",
                DateTimeOffset time => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
                _ => field.ToString(),
            });
        }
    }
}
