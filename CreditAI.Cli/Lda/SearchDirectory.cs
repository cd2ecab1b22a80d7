using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Alternatives;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Cli.Lda;

/// <summary>
/// Where a search keeps what it has: every trained scorecard as soon as it is there, so that a stopped search goes on, and the record
/// at the end. A directory belongs to the inputs it was begun with.
/// </summary>
internal sealed class SearchDirectory(string path)
{
    private readonly string _alternatives = Path.Combine(path, "alternatives");

    /// <exception cref="UsageException">The directory holds the search of other inputs.</exception>
    public void Claim(SearchOptions options, DatasetSchema schema, Scorecard? baseline)
    {
        Directory.CreateDirectory(_alternatives);
        var inputs = Path.Combine(path, "inputs.json");
        var wanted = Inputs(options, schema, baseline);
        if (!File.Exists(inputs))
        {
            AtomicFile.Write(inputs, wanted);
        }
        else if (!File.ReadAllBytes(inputs).AsSpan().SequenceEqual(wanted))
        {
            throw new UsageException($"{path} holds a search with other data, schema, code or options (see {inputs}); name another --out, or delete it");
        }
    }

    public Scorecard? Recall(AlternativeSpec spec) => File.Exists(FileOf(spec)) ? InputFiles.Scorecard(FileOf(spec)) : null;

    public void Keep(AlternativeSpec spec, Scorecard scorecard) => AtomicFile.Write(FileOf(spec), scorecard.ToUtf8Json());

    public void Finish(SearchResult result)
    {
        AtomicFile.Write(Path.Combine(path, "chosen.json"), result.Alternatives[result.Chosen].Scorecard.ToUtf8Json());
        AtomicFile.Write(Path.Combine(path, "search.json"), stream =>
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
            SearchDocument.Write(json, result);
        });
        AtomicFile.Write(Path.Combine(path, "record.html"), RecordPage.Render(result));
        AtomicFile.Write(Path.Combine(path, "record.md"), Encoding.UTF8.GetBytes(SearchRecord.ToMarkdown(result)));
    }

    private string FileOf(AlternativeSpec spec) => Path.Combine(_alternatives, $"{spec.Key}.json");

    /// <summary>What a trained member depends on. The number of models is not among it: a larger family contains the smaller one's.</summary>
    private static byte[] Inputs(SearchOptions options, DatasetSchema schema, Scorecard? baseline)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("data_sha256", options.DataSha256);
            json.WriteString("schema_sha256", Convert.ToHexStringLower(SHA256.HashData(schema.ToUtf8Json())));
            json.WriteString("baseline_sha256", baseline?.Version);
            json.WriteString("code", CreditAI.Scoring.Training.CodeVersion.Current);
            json.WriteString("split", options.Split);
            json.WriteNumber("seed", options.Seed);
            json.WriteString("protected", string.Join(',', options.Protected));
            json.WriteNumber("approval_rate", options.ApprovalRate);
            json.WriteNumber("pairs", options.Boosted.Pairs ?? -1);
            json.WriteNumber("minimum_n", options.MinimumN);
            json.WriteNumber("confirm_share", options.ConfirmationShare);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
