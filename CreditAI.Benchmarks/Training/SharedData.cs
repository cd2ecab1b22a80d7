using System.Text.Json;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Schema;

namespace CreditAI.Benchmarks.Training;

/// <summary>Public data and reference values that lie beside the repository on some machines, as for the tests.</summary>
internal static class SharedData
{
    public const string Absent = "not measured: CREDITAI_SHARED does not lead to the data";

    private static readonly string Root = FindRoot();

    private static readonly string Shared = Environment.GetEnvironmentVariable("CREDITAI_SHARED") ?? Path.Combine(Root, "..", "shared");

    public static bool IsThere => File.Exists(Path.Combine(Shared, "reference", "ebm_quality.json"));

    public static JsonElement Reference(params string[] path) =>
        JsonElement.Parse(File.ReadAllBytes(Path.Combine([Shared, "reference", .. path])));

    public static Dataset Load(string name)
    {
        var schema = DatasetSchema.Parse(File.ReadAllBytes(Path.Combine(Root, "examples", $"{SchemaOf(name)}.schema.json")), name);
        using var stream = File.OpenRead(Path.Combine(Shared, "data", $"{FileOf(name)}.csv"));
        return CsvDataset.Load(stream, name, schema, new CsvOptions { RequireProtected = false });
    }

    private static string SchemaOf(string name) => name switch
    {
        "german" => "german_credit",
        "taiwan" => "taiwan_default",
        _ => name,
    };

    private static string FileOf(string name) => name switch
    {
        "hmda_boston" => "hmda_boston_1990",
        _ => SchemaOf(name),
    };

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "CreditAI.sln")))
            {
                return directory.FullName;
            }
        }

        throw new DirectoryNotFoundException($"CreditAI.sln is not in {AppContext.BaseDirectory} or above");
    }
}
