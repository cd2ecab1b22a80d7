using CreditAI.AppHost.FirstStart;
using CreditAI.AppHost.Parts.Backup;
using CreditAI.AppHost.Parts.Cache;
using CreditAI.AppHost.Parts.Postgres;
using CreditAI.AppHost.Parts.Storage;

var builder = DistributedApplication.CreateBuilder(args);

var apiKey = builder.AddParameter("api-key", new GenerateParameterDefault { MinLength = 40, Special = false }, secret: true, persist: true);
var masterKey = builder.AddParameter("master-key", new GenerateParameterDefault { MinLength = 40, Special = false }, secret: true, persist: true);
var database = builder.AddPostgresDatabase("postgres", "creditai");
var cache = builder.AddCache("cache");
var storage = builder.AddObjectStore("storage");
var champion = builder.AddFirstChampion(database, storage);

builder.AddProject<Projects.CreditAI_ScoringApi>("scoring-api")
    .WithReference(database).WaitFor(database)
    .WithReference(cache).WaitFor(cache)
    .WithReference(storage)
    .WaitForCompletion(champion) // an empty registry decides nothing
    .WithEnvironment("ApiKey", apiKey)
    .WithEnvironment("Keys__Master", masterKey)
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health/ready")
    .WithReplicas(2)
    .WithWelcome(apiKey);

builder.AddProject<Projects.CreditAI_FairnessWorker>("fairness-worker")
    .WithReference(database).WaitFor(database)
    .WithReference(storage)
    .WaitForCompletion(champion) // has the migrations
    .WithEnvironment("Keys__Master", masterKey) // training runs on the ledger's own decisions open what applicants said
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health/ready");

builder.AddProject<Projects.CreditAI_BackupWorker>("backup-worker")
    .WithBackups(database)
    .WithReference(storage)
    .WaitForCompletion(champion) // the ledger is there, and so is something to prove it by
    .WithEnvironment("Keys__Master", masterKey)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health/ready");

builder.Build().Run();
