using CreditAI.Cli.Running;
using CsvHelper;

namespace CreditAI.Cli.Mitigate;

/// <summary>Writes rows of texts as CSV, whole or not at all.</summary>
internal static class CsvFile
{
    public static void Write(string path, IEnumerable<string> header, IEnumerable<IEnumerable<string>> rows) => AtomicFile.Write(path, stream =>
    {
        using var csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        foreach (var row in rows.Prepend(header))
        {
            foreach (var cell in row)
            {
                csv.WriteField(cell);
            }

            csv.EndRecord();
        }

        csv.Flush();
    });
}
