using System.Text.Json;
using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Policies;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;
using CreditAI.ScoringApi.Decisions;

namespace CreditAI.ScoringApi.Champions;

/// <summary>A model version ready to score. Immutable: a request keeps the one it began with.</summary>
internal sealed class ActiveModel(ModelVersion model, Scorecard scorecard)
{
    private readonly CutOffs _cutOffs = new(model.ApproveAt, model.DeclineBelow);

    public ModelVersion Model { get; } = model;

    public Scorecard Scorecard { get; } = scorecard;

    public ReasonTexts ReasonTexts { get; } = new(scorecard);

    /// <summary>A <see cref="ModelResponse"/>.</summary>
    public byte[] Json { get; } = JsonSerializer.SerializeToUtf8Bytes(ModelResponse.From(model), DecisionJson.Default.ModelResponse);

    /// <summary>The policy's where it has any, else those that the version was published with.</summary>
    public CutOffs CutOffsBy(Policy? policy) => policy?.CutOffs ?? _cutOffs;

    /// <inheritdoc cref="CutOffsBy"/>
    public ReasonBasis ReasonBasisBy(Policy? policy) => policy?.ReasonMethod ?? Model.ReasonBasis;
}
