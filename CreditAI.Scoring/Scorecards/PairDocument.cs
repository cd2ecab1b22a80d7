using System.Text.Json;
using CreditAI.Scoring.Documents;

namespace CreditAI.Scoring.Scorecards;

/// <summary>The artifact's pair terms. A scorecard without pairs does not have the member.</summary>
internal static class PairDocument
{
    public static void Write(Utf8JsonWriter json, Scorecard scorecard)
    {
        if (scorecard.Pairs.Count == 0)
        {
            return;
        }

        json.WriteStartArray("pairs");
        foreach (var pair in scorecard.Pairs)
        {
            json.WriteStartObject();
            json.WriteString("first", scorecard.Terms[pair.First].Feature.Name);
            json.WriteString("second", scorecard.Terms[pair.Second].Feature.Name);
            WriteGroups(json, "firstGroups", pair.FirstGroups);
            WriteGroups(json, "secondGroups", pair.SecondGroups);
            WriteNumbers(json, "counts", pair.Counts);
            WriteNumbers(json, "points", pair.Points);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static List<PairTerm> Read(DocumentNode root, IReadOnlyList<FeatureTerm> terms)
    {
        var pairs = new List<PairTerm>();
        foreach (var node in root.Items("pairs"))
        {
            node.AllowOnly("first", "second", "firstGroups", "secondGroups", "counts", "points");
            var (first, second) = (Slot(node, "first", terms), Slot(node, "second", terms));
            if (first < 0 || second < 0)
            {
                continue;
            }

            try
            {
                pairs.Add(new PairTerm(
                    first, second, Groups(node, "firstGroups", terms[first]), Groups(node, "secondGroups", terms[second]), node.Numbers("points"), node.Numbers("counts")));
            }
            catch (ArgumentException fault)
            {
                node.Report(fault.Message);
            }
        }

        return pairs;
    }

    private static void WriteGroups(Utf8JsonWriter json, string name, ReadOnlySpan<ushort> groups)
    {
        json.WriteStartArray(name);
        foreach (var group in groups)
        {
            json.WriteNumberValue(group);
        }

        json.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static int Slot(DocumentNode node, string member, IReadOnlyList<FeatureTerm> terms)
    {
        var name = node.Text(member);
        for (var slot = 0; slot < terms.Count; slot++)
        {
            if (terms[slot].Feature.Name == name)
            {
                return slot;
            }
        }

        node.Report(member, $"'{name}' is not a feature of the schema");
        return -1;
    }

    private static List<ushort> Groups(DocumentNode node, string member, FeatureTerm term)
    {
        var numbers = node.Numbers(member);
        if (numbers.Count != term.Bins.Count)
        {
            node.Report(member, $"there are {numbers.Count} groups where feature '{term.Feature.Name}' has {term.Bins.Count} bins");
        }

        var groups = new List<ushort>();
        foreach (var number in numbers)
        {
            if (number != Math.Floor(number) || number is < 0 or >= ushort.MaxValue)
            {
                node.Report(member, "must be whole numbers from 0 on");
                return groups;
            }

            groups.Add((ushort)number);
        }

        return groups;
    }
}
