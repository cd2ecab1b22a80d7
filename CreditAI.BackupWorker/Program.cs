using CreditAI.BackupWorker.Backing;
using CreditAI.ServiceDefaults;
using CreditAI.ServiceDefaults.Health;

if (HealthProbe.IsAsked(args))
{
    return await HealthProbe.RunAsync();
}

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddBackups();

var app = builder.Build();
app.MapDefaultEndpoints();
app.Run();
return 0;
