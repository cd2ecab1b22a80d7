using System.CommandLine;
using System.Text.Json;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Mitigation;

namespace CreditAI.Cli.Mitigate;

/// <summary>The columns that mitigations of plain files take, named as <c>creditai fairness</c> names them.</summary>
internal sealed class ColumnOptions
{
    private readonly Option<string> _data = SharedOptions.Data("Outcomes and groups, one row each; no schema is needed.");
    private readonly Option<string> _label = new("--label") { Description = "Column of outcomes: 1 favourable, 0 not.", HelpName = "COLUMN", Required = true };
    private readonly Option<string> _protected = new("--protected") { Description = "Column of the protected attribute.", HelpName = "COLUMN", Required = true };
    private readonly Option<string?> _weight = new("--weight") { Description = "Column of row weights.", HelpName = "COLUMN" };
    private readonly Option<string?> _where = new("--where") { Description = "Learns from the rows that meet it, such as split=train; without it, from all.", HelpName = "COLUMN=VALUE" };
    private readonly Option<string?> _test = new("--test") { Description = "Reports on the rows that meet it, such as split=test; without it, on those learned from.", HelpName = "COLUMN=VALUE" };
    private readonly Option<string> _out = new("--out") { Description = "The file to write.", Required = true };
    private readonly Option<char?> _delimiter = SharedOptions.Delimiter();
    private readonly Option<OutputFormat> _format = SharedOptions.Format();

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_data, _label, _protected, _weight, _where, _test, _out, _delimiter, _format])
        {
            command.Add(option);
        }
    }

    public string Out(ParseResult parsed) => parsed.GetRequiredValue(_out);

    public OutputFormat Format(ParseResult parsed) => parsed.GetValue(_format);

    public string Attribute(ParseResult parsed) => parsed.GetRequiredValue(_protected);

    public MitigationInput Read(ParseResult parsed)
    {
        var (path, attribute) = (parsed.GetRequiredValue(_data), Attribute(parsed));
        var file = ColumnFile.Read(path, parsed.GetValue(_delimiter));
        int[] learn = file.Where(parsed.GetValue(_where), "--where");
        int[] report = parsed.GetValue(_test) is { } test ? file.Where(test, "--test") : learn;
        double[]? weights = parsed.GetValue(_weight) is { } weight ? file.Numbers(weight) : null;
        if (weights is not null && Array.Exists(weights, one => one < 0))
        {
            throw new DatasetException(path, $"column '{parsed.GetValue(_weight)}': a weight is negative");
        }

        return new MitigationInput(file, path, attribute, file.Groups(attribute), file.Flags(parsed.GetRequiredValue(_label)), weights, learn, report);
    }

    /// <summary>One of an enumeration's values in snake case, as the measures of fairness are named.</summary>
    public static Option<T> Choice<T>(string name, string description, T usual)
        where T : struct, Enum
    {
        var names = Enum.GetValues<T>().ToDictionary(Name, value => value, StringComparer.Ordinal);
        return new Option<T>(name)
        {
            Description = $"{description} Without it, {Name(usual)}.",
            HelpName = string.Join('|', names.Keys),
            DefaultValueFactory = _ => usual,
            CustomParser = result =>
            {
                if (result.Tokens is [{ Value: var text }] && names.TryGetValue(text, out var value))
                {
                    return value;
                }

                result.AddError($"{name} takes one of {string.Join(", ", names.Keys)}");
                return usual;
            },
        };
    }

    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>Runs what learns from data; what it cannot learn is a fault of the data or of the options.</summary>
    public static T Learn<T>(string path, Func<T> learn)
    {
        try
        {
            return learn();
        }
        catch (ArgumentException fault)
        {
            throw new DatasetException(path, fault.Message.Split(" (Parameter", 2)[0]);
        }
        catch (InvalidOperationException fault) when (fault is not ProtectedAttributeRefusedException)
        {
            throw new DatasetException(path, fault.Message);
        }
    }
}
