using CreditAI.BackupWorker.Backing;
using CreditAI.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddBackups();

var app = builder.Build();
app.MapDefaultEndpoints();
app.Run();
