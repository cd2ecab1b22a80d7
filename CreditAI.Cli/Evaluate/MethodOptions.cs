using System.CommandLine;
using CreditAI.Cli.Mitigate;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Mitigation.Methods;

namespace CreditAI.Cli.Evaluate;

/// <summary>
/// The options of <c>creditai evaluate --method</c>: the earlier system's, with its defaults and its columns, a label and one protected
/// attribute of 1 and 0 or other values, every other column a numeric feature.
/// </summary>
internal sealed class MethodOptions
{
    public Option<MitigationMethod?> Method { get; } = new("--method")
    {
        Description = "In place of --model: fits one of the earlier system's methods on part of the rows and measures it on the others.",
        HelpName = "baseline|reweight|postprocess|expgrad",
    };

    private readonly Option<double> _testSize = new("--test-size") { Description = "With --method: share of the rows to measure on.", DefaultValueFactory = _ => 0.3 };

    private readonly Option<int> _cv = new("--cv") { Description = "With --method: folds of a cross-validation, 2 or more, in place of one split.", DefaultValueFactory = _ => 1 };

    private readonly Option<double?> _threshold = new("--threshold") { Description = "With --method baseline or reweight: approve at this score or above; without it, above one half. The others decide without a score." };

    private readonly Option<string?> _output = new("--output-json") { Description = "With --method: writes the measures.", HelpName = "F.json" };

    private readonly Option<uint> _seed = new("--random-state", "--seed") { Description = "With --method: seed of the split, drawn as scikit-learn draws it.", DefaultValueFactory = _ => 42 };

    private readonly Option<string> _label = new("--label") { Description = "With --method: column of outcomes, 1 favourable and 0 not.", DefaultValueFactory = _ => "label" };

    private readonly Option<string> _protected = new("--protected")
    {
        Description = "With --method: column of the protected attribute; every column beside it and the label is a numeric feature.",
        DefaultValueFactory = _ => "protected",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[Method, _testSize, _cv, _threshold, _output, _seed, _label, _protected])
        {
            command.Add(option);
        }
    }

    /// <summary>Options that mean nothing without a method.</summary>
    public void RefuseWithoutMethod(ParseResult parsed)
    {
        if (((Option[])[_testSize, _cv, _threshold, _output, _seed, _label, _protected]).FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given)
        {
            throw new UsageException($"{given.Name} goes with --method");
        }
    }

    /// <summary>One answer for one split, or one per fold.</summary>
    public IReadOnlyList<MethodMetrics> Run(ParseResult parsed, MitigationMethod method, string path, char? delimiter)
    {
        var (testSize, folds, threshold) = (parsed.GetValue(_testSize), parsed.GetValue(_cv), parsed.GetValue(_threshold));
        if (!(testSize > 0 && testSize < 1) || folds < 1 || threshold is < 0 or > 1)
        {
            throw new UsageException("--test-size lies between 0 and 1, --threshold from 0 to 1, and --cv is 1 or more");
        }

        if (threshold is not null && (method is MitigationMethod.Postprocess or MitigationMethod.Expgrad))
        {
            // The earlier system took one set of options for every method; a sweep over them goes on, told what has no effect.
            Console.Error.WriteLine($"--threshold has no effect: {Name(method)} decides without a score");
            threshold = null;
        }

        var data = Data(ColumnFile.Read(path, delimiter), parsed.GetValue(_label)!, parsed.GetValue(_protected)!);
        try
        {
            return Screen.Working($"Evaluating {Name(method)}", () => folds == 1
                ? [MethodEvaluation.Split(data, method, testSize, parsed.GetValue(_seed), threshold)]
                : MethodEvaluation.CrossValidate(data, method, folds, parsed.GetValue(_seed), threshold));
        }
        catch (ArgumentException fault)
        {
            throw new Scoring.Data.DatasetException(path, fault.Message.Split(" (Parameter", 2)[0]);
        }
    }

    public string? Output(ParseResult parsed) => parsed.GetValue(_output);

    public static string Name(MitigationMethod method) => method.ToString().ToLowerInvariant();

    private static MethodData Data(ColumnFile file, string label, string attribute) => new(
        [.. file.Header.Where(column => column != label && column != attribute).Select(file.Numbers)], file.Flags(label), attribute, file.Groups(attribute));
}
