using CreditAI.Scoring.Data;
using CreditAI.Scoring.Fairness.Frames;
using CreditAI.Scoring.Schema;
using CsvHelper;

namespace CreditAI.Scoring.Fairness.Inputs;

/// <summary>The readers that measuring fairness asks for.</summary>
internal sealed class DecisionColumnSet : ColumnSet
{
    private readonly BitReader _label;
    private readonly BitReader _decision;
    private readonly ProbabilityReader? _score;
    private readonly WeightReader? _weight;
    private readonly GroupReader[] _groups;
    private readonly GroupReader? _control;
    private readonly ConditionReader[] _conditions;

    public DecisionColumnSet(DecisionColumns columns)
    {
        _label = new BitReader(columns.Label, "the outcome is 1 where it is favourable");
        _decision = new BitReader(columns.Decision, "the decision is 1 where it is an approval");
        _score = columns.Score is { } score ? new ProbabilityReader(score) : null;
        _weight = columns.Weight is { } weight ? new WeightReader(weight) : null;
        _groups = [.. columns.Protected.Select(attribute => new GroupReader(attribute, DatasetSchema.DefaultMissing))];
        _control = columns.Control is { } control
            ? new GroupReader(new ProtectedAttribute { Name = control, DisplayName = control }, DatasetSchema.DefaultMissing)
            : null;
        _conditions = [.. columns.Conditions.Select(condition => new ConditionReader(condition))];
        AddRange(((ColumnReader?[])[_label, _decision, _score, _weight, _control, .. _groups, .. _conditions]).OfType<ColumnReader>());
    }

    public override string Asker => "the command";

    public int Count { get; private set; }

    public override bool Wants(CsvReader csv, FaultList faults)
    {
        foreach (var condition in _conditions)
        {
            condition.Take(csv.GetSpan(condition.Index), csv.LineNumber, faults);
            if (!condition.Holds)
            {
                return false;
            }
        }

        Count++;
        return true;
    }

    public DecisionData Build() => new(
        new DecisionRows(_label.Build(), _decision.Build(), _score?.Build(), _weight?.Build()),
        [.. _groups.Select(group => group.Build())],
        _control?.Build());
}
