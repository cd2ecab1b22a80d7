using System.Security.Cryptography;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Fairness.Inputs;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Cli.Running;

/// <summary>Reads what commands are given; faults carry the file's name.</summary>
internal static class InputFiles
{
    public static DatasetSchema Schema(string path) => DatasetSchema.Parse(File.ReadAllBytes(path), path);

    public static Scorecard Scorecard(string path) => CreditAI.Scoring.Scorecards.Scorecard.Parse(File.ReadAllBytes(path), path);

    public static Dataset Data(string path, DatasetSchema schema, CsvOptions options) => Screen.Working($"Reading {path}", () =>
    {
        using var stream = Open(path);
        return CsvDataset.Load(stream, path, schema, options);
    });

    public static DecisionData Decisions(string path, DecisionColumns columns, char? delimiter) => Screen.Working($"Reading {path}", () =>
    {
        using var stream = Open(path);
        return DecisionsCsv.Load(stream, path, columns, delimiter);
    });

    public static string Sha256(string path)
    {
        using var stream = Open(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
}
