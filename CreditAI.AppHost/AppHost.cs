using CreditAI.AppHost.FirstStart;
using CreditAI.AppHost.Parts.Backup;
using CreditAI.AppHost.Parts.Cache;
using CreditAI.AppHost.Parts.Postgres;
using CreditAI.AppHost.Parts.Storage;
using CreditAI.Hosting.Kubernetes;

var builder = DistributedApplication.CreateBuilder(args);

var apiKey = builder.AddParameter("api-key", new GenerateParameterDefault { MinLength = 40, Special = false }, secret: true, persist: true);
var masterKey = builder.AddParameter("master-key", new GenerateParameterDefault { MinLength = 40, Special = false }, secret: true, persist: true);
var database = builder.AddPostgresDatabase("postgres", "creditai");
var cache = builder.AddCache("cache");
var storage = builder.AddObjectStore("storage");
var migration = builder.AddMigration(database);
var champion = builder.AddFirstChampion(database, storage).WaitForCompletion(migration);

builder.AddProject<Projects.CreditAI_ScoringApi>("scoring-api")
    .WithLedger(database).WaitFor(database)
    .WithReference(cache).WaitFor(cache)
    .WithReference(storage)
    .WaitForCompletion(champion) // an empty registry decides nothing
    .WithEnvironment("ApiKey", apiKey)
    .WithEnvironment("Keys__Master", masterKey)
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health/ready")
    .WithReplicas(2)
    .WithSlots()
    .WithWelcome(apiKey);

builder.AddProject<Projects.CreditAI_FairnessWorker>("fairness-worker")
    .WithLedger(database).WaitFor(database)
    .WithReference(storage)
    .WaitForCompletion(champion) // has the migrations
    .WithEnvironment("Keys__Master", masterKey) // training runs on the ledger's own decisions open what applicants said
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health/ready")
    .ReachesOutside(443, 587); // whom it tells of findings

builder.AddProject<Projects.CreditAI_BackupWorker>("backup-worker")
    .WithBackups(database)
    .WithReference(storage)
    .WaitForCompletion(champion) // the ledger is there, and so is something to prove it by
    .WithEnvironment("Keys__Master", masterKey)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health/ready")
    .WithClusterReader() // the namespace's objects are backed up too
    .ReachesOutside(443, 6443); // regions, and the cluster's API

builder.AddKubernetesEnvironments("kubernetes", directory: "../deploy");
builder.AddComposeEnvironments("compose", directory: "../deploy");

builder.Build().Run();
