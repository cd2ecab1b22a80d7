using CreditAI.FairnessWorker.Watching;
using CreditAI.Ledger;
using CreditAI.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddLedger();
builder.AddFairnessWatch();

var app = builder.Build();
app.MapDefaultEndpoints();
app.Run();
