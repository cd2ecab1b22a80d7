using System.CommandLine;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Fairness.Bootstraps;
using CreditAI.Scoring.Fairness.Inputs;
using CreditAI.Scoring.Fairness.Reports;
using CreditAI.Scoring.Schema;

namespace CreditAI.Cli.Fairness;

/// <summary>The options of <c>creditai fairness</c>, and what they ask for together.</summary>
internal sealed class FairnessOptions
{
    // Files of decisions tell groups from features so.
    private const string GroupPrefix = "g_";

    private readonly Option<string> _label = new("--label") { Description = "Column of outcomes: 1 favourable, 0 not.", HelpName = "COLUMN", Required = true };

    private readonly Option<string> _decision = new("--decision") { Description = "Column of decisions: 1 approved, 0 not.", HelpName = "COLUMN", Required = true };

    private readonly Option<string?> _score = new("--score") { Description = "Column of the probability of the favourable outcome.", HelpName = "COLUMN" };

    private readonly Option<string?> _weight = new("--weight") { Description = "Column of row weights; weighted numbers are given beside the others.", HelpName = "COLUMN" };

    private readonly Option<string[]> _protected = new("--protected")
    {
        Description = "Columns of protected attributes, joined by commas. A g_ before a name is left out of the report: g_age is age there.",
        HelpName = "A,B",
        Required = true,
    };

    private readonly Option<string[]> _privileged = new("--privileged")
    {
        Description = "The group an attribute's others are compared with; without it, the one with the highest selection rate of those with --minimum-n rows. Repeatable.",
        HelpName = "COLUMN=GROUP",
    };

    private readonly Option<string[]> _where = new("--where")
    {
        Description = "Only rows that meet it: split=test, date<2025-01-01. Repeatable: all must be met.",
        HelpName = "COLUMN=VALUE",
    };

    private readonly Option<string[]> _intersection = new("--intersection")
    {
        Description = "Attributes to cross; without it, the first two. Groups of more are soon too few to say anything of.",
        HelpName = "A,B",
    };

    private readonly Option<string?> _control = new("--control")
    {
        Description = "A legitimate ground for different decisions: the first other attribute is compared within each of its levels.",
        HelpName = "COLUMN",
    };

    private readonly Option<MissingGroups> _missing = new("--missing")
    {
        Description = "Rows whose group is missing: own, a group of their own; leave-out, in no group but in the overall, as in Fairlearn.",
        HelpName = "own|leave-out",
        DefaultValueFactory = _ => MissingGroups.Own,
        CustomParser = result => result.Tokens is [{ Value: var text }] && Enum.TryParse<MissingGroups>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var missing)
            ? missing
            : Refuse(result),
    };

    private readonly Option<int> _bootstrap = new("--bootstrap") { Description = "Bootstrap replicates for intervals of the summary measures; 0: none.", HelpName = "N" };

    private readonly Option<int> _seed = new("--seed") { Description = "Seed of the bootstrap.", DefaultValueFactory = _ => 1 };

    private readonly Option<int> _minimumN = new("--minimum-n")
    {
        Description = "Rows that a group needs before anything is concluded of it.",
        DefaultValueFactory = _ => FairnessRequest.DefaultMinimumN,
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])
            [_label, _decision, _score, _weight, _protected, _privileged, _where, _intersection, _control, _missing, _bootstrap, _seed, _minimumN])
        {
            command.Add(option);
        }
    }

    public DecisionColumns Columns(ParseResult parsed)
    {
        var attributes = Attributes(parsed);
        var privileged = Privileged(parsed, attributes);
        var where = parsed.GetValue(_where) ?? [];
        foreach (var condition in where)
        {
            try
            {
                DecisionColumns.CheckWhere(condition);
            }
            catch (FormatException fault)
            {
                throw new UsageException($"--where: {fault.Message}");
            }
        }

        return new DecisionColumns
        {
            Label = parsed.GetRequiredValue(_label),
            Decision = parsed.GetRequiredValue(_decision),
            Score = parsed.GetValue(_score),
            Weight = parsed.GetValue(_weight),
            Protected =
            [
                .. attributes.Select(name => new ProtectedAttribute { Name = name, DisplayName = name, Privileged = privileged.GetValueOrDefault(name) }),
            ],
            Control = parsed.GetValue(_control),
            Where = where,
        };
    }

    public FairnessRequest Request(ParseResult parsed, DecisionData data)
    {
        if (data.Control?.Attribute.Name is { } control && Attributes(parsed) is [var only] && only == control)
        {
            throw new UsageException($"--control: '{control}' is the one protected attribute, which cannot be compared within its own levels");
        }

        var replicates = parsed.GetValue(_bootstrap);
        if (replicates != 0 && replicates < BootstrapOptions.Fewest)
        {
            throw new UsageException($"--bootstrap: at least {BootstrapOptions.Fewest} replicates, or 0 for none");
        }

        foreach (var column in data.Protected)
        {
            if (column.Attribute.Privileged is { } privileged && !column.Groups.Contains(privileged))
            {
                throw new UsageException($"--privileged: no row of {column.Attribute.Name} is of the group '{privileged}'; there are {string.Join(", ", column.Groups)}");
            }
        }

        return new FairnessRequest
        {
            Rows = data.Rows,
            Protected = [.. data.Protected.Select(column => Plain(column, data))],
            Intersection = Crossed(parsed),
            Control = data.Control is { } other ? Plain(other, data) : null,
            LeaveMissingOut = parsed.GetValue(_missing) == MissingGroups.LeaveOut,
            MinimumN = parsed.GetValue(_minimumN) is >= 0 and var minimum ? minimum : throw new UsageException("--minimum-n: not negative"),
            Bootstrap = replicates == 0 ? null : new BootstrapOptions(replicates, parsed.GetValue(_seed)),
        };
    }

    /// <summary>The attribute under its own name, unless another column has it.</summary>
    private static GroupColumn Plain(GroupColumn column, DecisionData data)
    {
        var name = column.Attribute.Name.StartsWith(GroupPrefix, StringComparison.Ordinal) ? column.Attribute.Name[GroupPrefix.Length..] : "";
        return name.Length == 0 || data.Protected.Append(data.Control).Any(other => other?.Attribute.Name == name)
            ? column
            : new GroupColumn(column.Attribute with { Name = name, DisplayName = name }, column.Codes.ToArray(), column.Groups);
    }

    private int[] Crossed(ParseResult parsed)
    {
        var attributes = Attributes(parsed);
        var names = Split(parsed.GetValue(_intersection));
        if (names.Length == 0)
        {
            return [.. Enumerable.Range(0, Math.Min(2, attributes.Length))];
        }

        return names.Distinct(StringComparer.Ordinal).Count() > 1
            ? Array.ConvertAll(names, name => Array.IndexOf(attributes, name) is >= 0 and var index
                ? index
                : throw new UsageException($"--intersection: '{name}' is not one of --protected"))
            : throw new UsageException("--intersection: at least two attributes");
    }

    private string[] Attributes(ParseResult parsed)
    {
        var names = Split(parsed.GetRequiredValue(_protected));
        return names.Length == 0
            ? throw new UsageException("--protected: at least one column")
            : names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice
                ? throw new UsageException($"--protected: '{twice.Key}' is there twice")
                : names;
    }

    private Dictionary<string, string> Privileged(ParseResult parsed, string[] attributes)
    {
        var privileged = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in parsed.GetValue(_privileged) ?? [])
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            var name = equals > 0 ? text[..equals].Trim() : throw new UsageException($"--privileged: '{text}' is not COLUMN=GROUP");
            if (!attributes.Contains(name) || !privileged.TryAdd(name, text[(equals + 1)..].Trim()))
            {
                throw new UsageException($"--privileged: '{name}' is {(attributes.Contains(name) ? "there twice" : "not one of --protected")}");
            }
        }

        return privileged;
    }

    private static string[] Split(string[]? values) =>
        [.. (values ?? []).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    private static MissingGroups Refuse(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError("--missing takes own or leave-out");
        return MissingGroups.Own;
    }
}
