using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Subjects;
using CreditAI.Scoring.Scorecards;
using CreditAI.ScoringApi.Decisions;
using CreditAI.ScoringApi.Explanations;
using CreditAI.ScoringApi.Paging;

namespace CreditAI.ScoringApi.Subjects;

/// <summary>Puts together what is held on an applicant.</summary>
internal sealed class SubjectServices(DecisionReader decisions, SubjectStore subjects, ScorecardCache scorecards)
{
    public async Task<SubjectExport> ExportAsync(string applicantId, PageRequest<Guid> page, CancellationToken cancellationToken)
    {
        var (found, next) = page.Cut(
            await decisions.ListByApplicantAsync(applicantId, page.Behind, page.Asked, cancellationToken), decision => decision.Id);
        var told = new List<SubjectDecision>();
        foreach (var decision in found)
        {
            var scorecard = await scorecards.GetAsync(decision.ModelSha256, cancellationToken);
            told.Add(new SubjectDecision(DecisionResponse.From(decision, scorecard), FeaturesOf(decision, scorecard)));
        }

        return new SubjectExport(told, await subjects.ErasuresAsync(applicantId, cancellationToken), next);
    }

    private static Dictionary<string, object?> FeaturesOf(RecordedDecision decision, Scorecard scorecard)
        => scorecard.Terms.Select((term, slot) => (term.Feature.Name, Value: decision.Application!.Values[slot])).ToDictionary(
            feature => feature.Name,
            feature => feature.Value.Kind switch
            {
                FeatureValueKind.Number => (object?)feature.Value.Number,
                FeatureValueKind.Text => feature.Value.Text,
                _ => null,
            });
}
