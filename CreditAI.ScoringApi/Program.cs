using CreditAI.Ledger;
using CreditAI.Ledger.Schema;
using CreditAI.ScoringApi.Champions;
using CreditAI.ScoringApi.Decisions;
using CreditAI.ScoringApi.Errors;
using CreditAI.ScoringApi.Models;
using CreditAI.ScoringApi.OpenApi;
using CreditAI.ScoringApi.Security;
using CreditAI.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddLedger(LedgerRole.Scoring);
builder.AddLedgerReader();
builder.AddLedgerWriter();
builder.AddObjectStore();
builder.AddChampion();
builder.AddApiKey();
builder.AddDecisions();
builder.AddUnavailableAnswers();
builder.AddApiDescription();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapApiDescription();
app.MapDecisionApi();
app.MapModelApi();
app.Run();
