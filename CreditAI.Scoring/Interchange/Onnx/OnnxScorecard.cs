using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Interchange.Onnx;

/// <summary>
/// A scorecard as an ONNX model: one column [rows, 1] in per feature, double for a number and string for a category; out, points
/// and probability of default in double precision. NaN and the empty text are missing. The operators are the standard set's,
/// and LabelEncoder of the standard's own ai.onnx.ml for texts, which the core set cannot compare.
/// </summary>
public static class OnnxScorecard
{
    // Version 13 has every operator used, in double precision, and is in every runtime since 2020; IR 7 came with it.
    private const int OperatorSet = 13;
    private const int MachineLearningOperatorSet = 2;
    private const int IrVersion = 7;
    private const string MachineLearning = "ai.onnx.ml";

    /// <exception cref="InexpressibleException">A feature is named as a result is, or has the empty text as a level.</exception>
    public static byte[] Write(Scorecard scorecard)
    {
        string[] results = [ExchangeNames.Points, ExchangeNames.ProbabilityOfDefault];
        ExchangeNames.Check(scorecard, "ONNX", results, _ => null);
        var graph = new OnnxGraph([.. results, .. scorecard.Terms.Select(term => term.Feature.Name)]);
        string[] bins = [.. scorecard.Terms.Select((term, slot) => Bin(graph, term, $"slot_{slot}", scorecard.Schema.Missing))];
        var points = Points(graph, scorecard, bins);
        graph.Output(points, ExchangeNames.Points);
        graph.Output(ProbabilityOfDefault(graph, scorecard.Scale, points), ExchangeNames.ProbabilityOfDefault);
        return Model(scorecard, graph).ToArray();
    }

    // ModelProto: ir_version 1, producer_name 2, producer_version 3, doc_string 6, graph 7, opset_import 8 (domain 1, version 2), metadata_props 14 (key 1, value 2).
    private static ProtoMessage Model(Scorecard scorecard, OnnxGraph graph) => new ProtoMessage()
        .Add(1, IrVersion)
        .Add(2, "CreditAI")
        .Add(3, scorecard.Lineage.CodeVersion)
        .Add(6, $"Scorecard '{scorecard.Schema.Name}': points, higher is better, and the probability of default that they stand for.")
        .Add(7, graph.ToMessage(scorecard.Schema.Name))
        .Add(8, new ProtoMessage().Add(1, "").Add(2, OperatorSet))
        .Add(8, new ProtoMessage().Add(1, MachineLearning).Add(2, MachineLearningOperatorSet))
        .Add(14, new ProtoMessage().Add(1, "scorecard_sha256").Add(2, scorecard.Version));

    private static string Bin(OnnxGraph graph, FeatureTerm term, string label, IReadOnlyList<string> missing) => term.Binning is NumericBinning numeric
        ? Range(graph, term.Feature.Name, numeric, label)
        : Level(graph, term.Feature.Name, (CategoricalBinning)term.Binning, label, missing);

    /// <summary>A number's bin is the count of edges at or below it, after the two special bins.</summary>
    private static string Range(OnnxGraph graph, string name, NumericBinning binning, string label)
    {
        var value = graph.Input(name, OnnxType.Double);
        var reached = graph.Apply($"{label}/reached", "GreaterOrEqual", value, graph.Constant($"{label}/edges", [.. binning.Edges, double.PositiveInfinity]));
        var counted = graph.Apply($"{label}/counted", "Cast", "", [reached], OnnxGraph.Attribute("to", (long)OnnxType.Int64));
        var index = graph.Apply($"{label}/index", "ReduceSum", counted, graph.Constant($"{label}/axis", 1L));
        var ordinary = graph.Apply($"{label}/ordinary", "Add", index, graph.Constant($"{label}/first", (long)Binning.First));
        var below = graph.Apply($"{label}/below", "Less", value, graph.Constant($"{label}/minimum", binning.Minimum ?? double.MinValue));
        var above = graph.Apply($"{label}/above", "Greater", value, graph.Constant($"{label}/maximum", binning.Maximum ?? double.MaxValue));
        var outside = graph.Apply($"{label}/outside", "Or", below, above);
        var present = graph.Apply($"{label}/present", "Where", outside, graph.Constant($"{label}/other", (long)Binning.Other), ordinary);
        return graph.Apply($"{label}/bin", "Where", graph.Apply($"{label}/is_missing", "IsNaN", value), graph.Constant($"{label}/missing", (long)Binning.Missing), present);
    }

    private static string Level(OnnxGraph graph, string name, CategoricalBinning binning, string label, IReadOnlyList<string> missing)
    {
        var keys = missing.Append("").Distinct(StringComparer.Ordinal).ToDictionary(marker => marker, _ => (long)Binning.Missing, StringComparer.Ordinal);
        if (!missing.Contains("") && binning.Groups.Any(group => group.Contains("")))
        {
            throw new InexpressibleException($"feature '{name}' has the empty text as a level, which in ONNX stands for a missing value; give the level a name");
        }

        foreach (var (index, group) in binning.Groups.Index())
        {
            foreach (var level in group)
            {
                keys.TryAdd(level, Binning.First + index);
            }
        }

        return graph.Apply(
            $"{label}/bin",
            "LabelEncoder",
            MachineLearning,
            [graph.Input(name, OnnxType.Text)],
            OnnxGraph.Attribute("keys_strings", keys.Keys),
            OnnxGraph.Attribute("values_int64s", keys.Values),
            OnnxGraph.Attribute("default_int64", Binning.Other));
    }

    /// <summary>The sum in the engine's order, so that it is the engine's to the last bit.</summary>
    private static string Points(OnnxGraph graph, Scorecard scorecard, string[] bins)
    {
        var sum = graph.Constant("base", scorecard.BasePoints);
        for (var slot = 0; slot < bins.Length; slot++)
        {
            var table = graph.Constant($"slot_{slot}/table", [.. scorecard.Terms[slot].Bins.Select(bin => bin.Points)]);
            sum = graph.Apply($"slot_{slot}/sum", "Add", sum, graph.Apply($"slot_{slot}/points", "Gather", table, bins[slot]));
        }

        for (var index = 0; index < scorecard.Pairs.Count; index++)
        {
            var (pair, label) = (scorecard.Pairs[index], $"pair_{index}");
            // Rows come as offsets of their first cell: what is left to do is to add the column.
            long[] offsets = [.. pair.FirstGroups.ToArray().Select(group => (long)group * pair.Columns)];
            long[] columns = [.. pair.SecondGroups.ToArray().Select(group => (long)group)];
            var offset = graph.Apply($"{label}/offset", "Gather", graph.Constant($"{label}/offsets", offsets), bins[pair.First]);
            var column = graph.Apply($"{label}/column", "Gather", graph.Constant($"{label}/columns", columns), bins[pair.Second]);
            var cell = graph.Apply($"{label}/cell", "Add", offset, column);
            sum = graph.Apply($"{label}/sum", "Add", sum, graph.Apply($"{label}/points", "Gather", graph.Constant($"{label}/table", pair.Points), cell));
        }

        return sum;
    }

    private static string ProbabilityOfDefault(OnnxGraph graph, PointScale scale, string points)
    {
        var above = graph.Apply("above_even_odds", "Sub", points, graph.Constant("offset", scale.Offset));
        var odds = graph.Apply("odds", "Exp", graph.Apply("log_odds", "Div", above, graph.Constant("factor", scale.Factor)));
        return graph.Apply("default", "Div", graph.Constant("one", 1d), graph.Apply("whole", "Add", odds, graph.Constant("unit", 1d)));
    }
}
