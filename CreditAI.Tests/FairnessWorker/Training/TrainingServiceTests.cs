using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Objects;
using CreditAI.Ledger.Training;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training.Orders;
using CreditAI.Tests.Cli;
using CreditAI.Tests.Ledger;
using CreditAI.Tests.Servers;
using Npgsql;

namespace CreditAI.Tests.FairnessWorker.Training;

public sealed class TrainingServiceTests(PostgresServer postgres) : IDisposable
{
    private readonly CreditAiProcess _creditai = new();

    [Fact]
    public async Task Run_OnAStoredFile_GivesWhatTheCommandLineGivesWithItsLineage()
    {
        var (database, order) = await PrepareAsync("""{ "name": "spring", "data": DATA, "trainer": "logistic", "approvalRate": 0.6, "referralRate": 0.1 }""");
        await using var ledger = await LedgerHost.StartAsync(database);
        await using var worker = Start(database);
        using var client = worker.CreateClient();
        Assert.Equal(0, (await _creditai.Run("train", "--data", "objects/data/a.csv", "--schema", "s.json", "--out", "m.json", "--approval-rate", "0.6")).Code);
        var expected = Scorecard.Parse(await File.ReadAllBytesAsync(_creditai.PathOf("m.json")));

        var run = await EndAsync(ledger, (await Queue(ledger).OrderAsync(order, "a good reason", "alice", CancellationToken.None)).Id);

        Assert.Equal((RunState.Succeeded, 1.0, null), (run.State, run.Progress, run.Error));
        var model = (await ledger.Registry.FindAsync(run.ModelVersion!.Value, CancellationToken.None))!;
        Assert.Equal(("spring", "alice"), (model.Name, model.PublishedBy));
        Assert.Empty(model.Aliases);
        var trained = Scorecard.Parse(await new ArtifactStore(Objects()).GetAsync(model.Sha256, CancellationToken.None));
        Assert.Equal(expected.Version, trained.With(expected.Lineage).Version);
        Assert.Equal((expected.Lineage.DataSha256, expected.Lineage.CodeVersion), (trained.Lineage.DataSha256, trained.Lineage.CodeVersion));
        var evidence = JsonNode.Parse(run.Evidence!)!;
        Assert.Equal(
            (expected.Lineage.DataSha256, "alice", 2000, "logistic"),
            ((string)evidence["dataSha256"]!, (string)evidence["orderedBy"]!, (int)evidence["rows"]!, (string)evidence["trainer"]!));
        Assert.Equal(expected.Lineage.Test!.Auc!.Value, (double)evidence["test"]!["auc"]!, 12);
        await using var card = await Objects().OpenReadAsync(TrainingFiles.Card(run.Id), CancellationToken.None);
        Assert.Contains("Model card", await new StreamReader(card!).ReadToEndAsync(), StringComparison.Ordinal);
        await DocumentedMetrics.AssertAsync(client, "creditai_training_");
    }

    [Theory]
    [InlineData("""{ "data": { "object": "data/none.csv", "schema": SCHEMA } }""", "The object store holds no data/none.csv.")]
    [InlineData("""{ "data": DATA, "mitigation": { "method": "reweighing", "attribute": "religion" } }""", "the data have no protected attribute 'religion'")]
    [InlineData("""{ "data": DATA, "search": { "protected": ["religion"] } }""", "'religion' is no protected attribute")]
    [InlineData("""{ "data": { "ledger": {} } }""", "There is no champion, whose schema would be taken.")]
    [InlineData("""{ "data": { "ledger": { "schemaOf": 9 } } }""", "There is no model version 9")]
    public async Task Run_CannotBeCarriedOut_FailsAndSaysWhy(string json, string says)
    {
        var (database, order) = await PrepareAsync(json);
        await using var ledger = await LedgerHost.StartAsync(database);
        await using var worker = Start(database);

        var run = await EndAsync(ledger, (await Queue(ledger).OrderAsync(order, "tests", "alice", CancellationToken.None)).Id);

        Assert.Equal((RunState.Failed, null), (run.State, run.ModelVersion));
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Empty(await ledger.Registry.ListAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("""{ "data": DATA, "mitigation": { "method": "reweighing", "attribute": "sex" } }""", "reweighed")]
    [InlineData("""{ "data": DATA, "mitigation": { "method": "reductions", "attribute": "sex", "bound": 0.02 } }""", "trained by a reduction for sex")]
    public async Task Run_WithAMitigation_SaysSoInTheLineage(string json, string says)
    {
        var (database, order) = await PrepareAsync(json);
        await using var ledger = await LedgerHost.StartAsync(database);
        await using var worker = Start(database);

        var run = await EndAsync(ledger, (await Queue(ledger).OrderAsync(order, "tests", "alice", CancellationToken.None)).Id);

        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.Contains(JsonNode.Parse(run.Evidence!)!["notes"]!.AsArray(), note => ((string)note!).Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancel_WhileItSearches_StopsSoonAndPublishesNothing()
    {
        var (database, order) = await PrepareAsync("""{ "data": DATA, "search": { "protected": ["sex"], "models": 400 } }""");
        await using var ledger = await LedgerHost.StartAsync(database);
        await using var worker = Start(database);
        var id = (await Queue(ledger).OrderAsync(order, "tests", "alice", CancellationToken.None)).Id;
        await UntilAsync(async () => await Queue(ledger).FindAsync(id, CancellationToken.None) is { Step: "searching" });

        await Queue(ledger).CancelAsync(id, "bob", CancellationToken.None);

        Assert.Equal(RunState.Cancelled, (await EndAsync(ledger, id)).State);
        Assert.Empty(await ledger.Registry.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Worker_KilledWhileItSearches_AnotherGoesOnWithWhatWasTrained()
    {
        var (database, order) = await PrepareAsync("""{ "data": DATA, "search": { "protected": ["sex"], "models": 16 } }""");
        await using var ledger = await LedgerHost.StartAsync(database);
        var queue = Queue(ledger);
        var id = (await queue.OrderAsync(order, "tests", "alice", CancellationToken.None)).Id;
        using (var victim = StartProcess(database))
        {
            await UntilAsync(() => Task.FromResult(Members(id).Length >= 3));
            victim.Kill();
            await victim.WaitForExitAsync();
        }

        var before = Members(id).ToDictionary(file => file, File.GetLastWriteTimeUtc);
        Assert.Equal(RunState.Running, (await queue.FindAsync(id, CancellationToken.None))!.State);
        await using var worker = Start(database);
        var run = await EndAsync(ledger, id);

        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.Equal(2, run.Attempts);
        Assert.All(before, member => Assert.Equal(member.Value, File.GetLastWriteTimeUtc(member.Key))); // not trained again
        Assert.Equal(16, (int)JsonNode.Parse(run.Evidence!)!["search"]!["tried"]!);
        Assert.Single(await ledger.Registry.ListAsync(CancellationToken.None));
        await using var record = await Objects().OpenReadAsync(TrainingFiles.Record(id), CancellationToken.None);
        Assert.NotNull(record);
    }

    [Fact]
    public async Task Postgres_AwayWhileItSearches_TheRunGoesOnWhenItIsBack()
    {
        await using var server = new PostgresServer();
        var (database, order) = await PrepareAsync("""{ "data": DATA, "search": { "protected": ["sex"], "models": 16 } }""", server);
        await using var ledger = await LedgerHost.StartAsync(database);
        await using var worker = Start(database);
        var id = (await Queue(ledger).OrderAsync(order, "tests", "alice", CancellationToken.None)).Id;
        await UntilAsync(() => Task.FromResult(Members(id).Length >= 2));

        await server.StopAsync();
        await Task.Delay(TimeSpan.FromSeconds(2)); // longer than the lease
        await server.StartAsync();

        await UntilAsync(async () =>
        {
            try
            {
                return await Queue(ledger).FindAsync(id, CancellationToken.None) is { EndedAt: not null };
            }
            catch (NpgsqlException)
            {
                return false; // A connection from before.
            }
        });
        var run = (await Queue(ledger).FindAsync(id, CancellationToken.None))!;
        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.Single(await ledger.Registry.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Stop_InGoodOrder_LetsAnotherGoOnWithoutCountingAnAttempt()
    {
        var (database, order) = await PrepareAsync("""{ "data": DATA, "search": { "protected": ["sex"], "models": 400 } }""");
        await using var ledger = await LedgerHost.StartAsync(database);
        var id = (await Queue(ledger).OrderAsync(order, "tests", "alice", CancellationToken.None)).Id;
        await using (Start(database))
        {
            await UntilAsync(async () => await Queue(ledger).FindAsync(id, CancellationToken.None) is { Step: "searching" });
        }

        var run = (await Queue(ledger).FindAsync(id, CancellationToken.None))!;
        Assert.Equal((RunState.Queued, 0), (run.State, run.Attempts));
    }

    public void Dispose() => _creditai.Dispose();

    private static TrainingQueue Queue(LedgerHost host) => new(host.Database, new AuditLog(host.Database, TimeProvider.System), TimeProvider.System);

    private DirectoryObjectStore Objects() => new(_creditai.PathOf("objects"));

    private string[] Members(Guid run)
    {
        var folder = new DirectoryInfo(Path.Combine(_creditai.PathOf("objects"), TrainingFiles.Folder(run)));
        return folder.Exists ? [.. folder.EnumerateFiles("*.json", SearchOption.AllDirectories).Where(file => file.Name != "search.json").Select(file => file.FullName)] : [];
    }

    /// <summary>2,000 applications in the object store, and an order on them.</summary>
    private async Task<(string Database, TrainingOrder Order)> PrepareAsync(string json, PostgresServer? server = null)
    {
        Directory.CreateDirectory(_creditai.PathOf("objects/data"));
        Assert.Equal(0, (await _creditai.Run("data", "generate", "--rows", "2000", "--seed", "5", "--out", "objects/data/a.csv", "--schema-out", "s.json")).Code);
        var schema = await File.ReadAllTextAsync(_creditai.PathOf("s.json"));
        var order = json.Replace("DATA", """{ "object": "data/a.csv", "schema": SCHEMA }""", StringComparison.Ordinal).Replace("SCHEMA", schema, StringComparison.Ordinal);
        return (await (server ?? postgres).CreateDatabaseAsync(), TrainingOrder.Parse(Encoding.UTF8.GetBytes(order)));
    }

    private FairnessWorkerHost Start(string database) => FairnessWorkerHost.Start(database, new()
    {
        ["ConnectionStrings:storage"] = $"Directory={_creditai.PathOf("objects")}",
        ["Keys:Master"] = LedgerHost.MasterKey,
        ["Training:LookEvery"] = "00:00:00.200",
        ["Training:Lease"] = "00:00:01",
    });

    private Process StartProcess(string database) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CreditAI.FairnessWorker.dll")])
    {
        Environment =
        {
            ["ConnectionStrings__creditai"] = database,
            ["ConnectionStrings__storage"] = $"Directory={_creditai.PathOf("objects")}",
            ["Training__Lease"] = "00:00:01",
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Logging__LogLevel__Default"] = "Critical",
        },
        RedirectStandardOutput = true,
    })!;

    private static async Task<TrainingRun> EndAsync(LedgerHost ledger, Guid id)
    {
        await UntilAsync(async () => await Queue(ledger).FindAsync(id, CancellationToken.None) is { EndedAt: not null });
        return (await Queue(ledger).FindAsync(id, CancellationToken.None))!;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (!await condition())
        {
            await Task.Delay(20, timeout.Token);
        }
    }
}
