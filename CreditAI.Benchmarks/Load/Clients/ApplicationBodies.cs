using System.Globalization;
using System.Text;
using CreditAI.Scoring.Schema;

namespace CreditAI.Benchmarks.Load.Clients;

/// <summary>Applications as they are sent, for the scorecard of <see cref="DecisionCard"/>.</summary>
internal static class ApplicationBodies
{
    public const int Count = 4096;

    private const string Opening = "{\"applicationId\":\"";
    private const double MissingShare = 0.02;

    /// <summary>Where an application's id begins, in bytes.</summary>
    public static int IdAt => Opening.Length;

    /// <returns>The same for a seed.</returns>
    public static IReadOnlyList<byte[]> Make(DatasetSchema schema, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Count).Select(_ => Encoding.UTF8.GetBytes(One(schema, random)))];
    }

    private static string One(DatasetSchema schema, Random random)
    {
        var features = schema.Features.Select(feature => $"\"{feature.Name}\":{Value(feature, random)}");
        return $"{Opening}{new string('0', DistinctId.Length)}\",\"features\":{{{string.Join(',', features)}}}}}";
    }

    private static string Value(Feature feature, Random random) =>
        random.NextDouble() < MissingShare ? "null"
        : feature.Kind == FeatureKind.Numeric ? random.NextDouble().ToString("0.0000", CultureInfo.InvariantCulture)
        : $"\"{DecisionCard.Levels[random.Next(DecisionCard.Levels.Length)]}\"";
}
