using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using CreditAI.Scoring.Interchange.Onnx;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Tests.Scoring.Interchange.Onnx;

/// <summary>Scores by the real ONNX Runtime, from its npm package in eng/onnx.</summary>
internal static class OnnxRuntime
{
    private static readonly string Folder = RepositoryFiles.Path("eng", "onnx");

    /// <summary>Each case's outputs, in the order of its rows; skips the test where the runtime is not installed.</summary>
    public static async Task<List<(double Points, double Default)[]>> ScoreAsync(IReadOnlyList<ExchangeCase> cases)
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Folder, "node_modules", "onnxruntime-node")), "ONNX Runtime is not installed: run `npm ci --ignore-scripts` in eng/onnx");
        var directory = Directory.CreateTempSubdirectory("creditai-onnx-");
        try
        {
            foreach (var (index, drawn) in cases.Index())
            {
                var place = directory.CreateSubdirectory(index.ToString("D4", CultureInfo.InvariantCulture)).FullName;
                await File.WriteAllBytesAsync(Path.Combine(place, "model.onnx"), OnnxScorecard.Write(drawn.Card), TestContext.Current.CancellationToken);
                await File.WriteAllBytesAsync(Path.Combine(place, "inputs.json"), Inputs(drawn), TestContext.Current.CancellationToken);
            }

            await RunAsync(directory.FullName);
            return [.. directory.EnumerateDirectories().OrderBy(place => place.Name, StringComparer.Ordinal).Select(place => Read(Path.Combine(place.FullName, "scores.bin")))];
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(string directory)
    {
        using var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder, "score.mjs"), directory]) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, error);
    }

    private static byte[] Inputs(ExchangeCase drawn) => JsonSerializer.SerializeToUtf8Bytes(drawn.Card.Terms.Select((term, slot) =>
        term.Binning is NumericBinning
            ? (object)new { name = term.Feature.Name, type = "float64", values = drawn.Rows.Select(row => Number((double)row[slot]!)) }
            : new { name = term.Feature.Name, type = "string", values = drawn.Rows.Select(row => row[slot] ?? "") }));

    private static object Number(double value) => double.IsFinite(value) ? value : value.ToString(CultureInfo.InvariantCulture);

    private static (double, double)[] Read(string path)
    {
        var doubles = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(path));
        var scores = new (double, double)[doubles.Length / 2];
        for (var row = 0; row < scores.Length; row++)
        {
            scores[row] = (doubles[row], doubles[scores.Length + row]);
        }

        return scores;
    }
}
