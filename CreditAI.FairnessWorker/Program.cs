using CreditAI.FairnessWorker.Acting;
using CreditAI.FairnessWorker.Alerting;
using CreditAI.FairnessWorker.Drilling;
using CreditAI.FairnessWorker.Training;
using CreditAI.FairnessWorker.Verifying;
using CreditAI.FairnessWorker.Watching;
using CreditAI.Ledger;
using CreditAI.Ledger.Schema;
using CreditAI.ServiceDefaults;
using CreditAI.ServiceDefaults.Health;

if (HealthProbe.IsAsked(args))
{
    return await HealthProbe.RunAsync();
}

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddLedger(LedgerRole.Fairness);
builder.AddFairnessWatch();
builder.AddActions();
builder.AddAlerts();
builder.AddTraining();
builder.AddDrillWatch();
builder.AddVerification();

var app = builder.Build();
app.MapDefaultEndpoints();
app.Run();
return 0;
