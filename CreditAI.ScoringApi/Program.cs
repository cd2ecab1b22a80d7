using CreditAI.Ledger;
using CreditAI.Ledger.Schema;
using CreditAI.ScoringApi.Audit;
using CreditAI.ScoringApi.Champions;
using CreditAI.ScoringApi.Decisions;
using CreditAI.ScoringApi.Deployments;
using CreditAI.ScoringApi.Errors;
using CreditAI.ScoringApi.Explanations;
using CreditAI.ScoringApi.Fairness;
using CreditAI.ScoringApi.Mlflow;
using CreditAI.ScoringApi.Models;
using CreditAI.ScoringApi.Notices;
using CreditAI.ScoringApi.OpenApi;
using CreditAI.ScoringApi.RateLimits;
using CreditAI.ScoringApi.Outcomes;
using CreditAI.ScoringApi.Policies;
using CreditAI.ScoringApi.Reviews;
using CreditAI.ScoringApi.Security;
using CreditAI.ScoringApi.Subjects;
using CreditAI.ScoringApi.Training;
using CreditAI.ServiceDefaults;
using CreditAI.ServiceDefaults.Health;

if (HealthProbe.IsAsked(args))
{
    return await HealthProbe.RunAsync();
}

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddLedger(LedgerRole.Scoring);
builder.AddLedgerReader();
builder.AddLedgerWriter();
builder.AddObjectStore();
builder.AddCheckpoints();
builder.AddChampion();
builder.AddGuard();
builder.AddRateLimits();
builder.AddDecisions();
builder.AddExplanations();
builder.AddFairness();
builder.AddMlflow();
builder.AddNotices();
builder.AddOutcomes();
builder.AddPolicies();
builder.AddUnavailableAnswers();
builder.AddApiDescription();

var app = builder.Build();
app.UseForwardedAddresses();
app.UseGuard();
app.MapDefaultEndpoints();
app.MapApiDescription();
app.MapDecisionApi();
app.MapDeploymentApi();
app.MapModelApi();
app.MapAuditApi();
app.MapFairnessApi();
app.MapActionApi();
app.MapMlflow();
app.MapNoticeApi();
app.MapOutcomeApi();
app.MapPolicyApi();
app.MapReviewApi();
app.MapSubjectApi();
app.MapTrainingRunApi();
app.MapTrainingScheduleApi();
app.Run();
return 0;
