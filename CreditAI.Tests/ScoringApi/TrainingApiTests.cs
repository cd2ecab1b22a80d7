using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CreditAI.Ledger.Access;
using CreditAI.Scoring.Synthetic;
using CreditAI.Tests.Cli;
using CreditAI.Tests.FairnessWorker;
using CreditAI.Tests.Ledger;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.ScoringApi;

public sealed class TrainingApiTests(PostgresServer postgres)
{
    [Fact]
    public async Task Post_OnTheLedgersOwnDecisions_TheWorkerTrainsOnWhatApplicantsSaidAndHowItTurnedOut()
    {
        using var creditai = new CreditAiProcess();
        var database = await postgres.CreateDatabaseAsync();
        await using var api = await ScoringApiHost.StartAsync(database, withChampion: false);
        await using var worker = FairnessWorkerHost.Start(database, new()
        {
            ["ConnectionStrings:storage"] = $"Directory={api.ObjectDirectory}",
            ["Keys:Master"] = LedgerHost.MasterKey,
            ["Training:LookEvery"] = "00:00:00.200",
        });
        await FirstChampionAsync(creditai, api, database);
        await DecideAsync(api, 600);

        var ordered = await api.Client.PostAsJsonAsync("/v1/training-runs", new
        {
            reason = "the first outcomes",
            order = new { name = "own", data = new { ledger = new { } }, trainer = "logistic" },
        });
        Assert.Equal(HttpStatusCode.Accepted, ordered.StatusCode);
        var run = await EndAsync(api, ordered.Headers.Location!.ToString());

        Assert.True((string)run["state"]! == "succeeded", run.ToJsonString());
        Assert.Equal((600, "bootstrap"), ((int)run["evidence"]!["rows"]!, (string)run["orderedBy"]!));
        Assert.True((double)run["evidence"]!["train"]!["auc"]! > 0.6);
        Assert.Contains(run["evidence"]!["notes"]!.AsArray(), note => ((string)note!).StartsWith("trained on the ledger's decisions with outcomes: 600 rows", StringComparison.Ordinal));
        var models = JsonNode.Parse(await api.Client.GetStringAsync("/v1/models"))!.AsArray();
        Assert.Equal(("own", (int)run["modelVersion"]!), ((string)models[0]!["name"]!, (int)models[0]!["version"]!));
        var card = await api.Client.GetAsync($"/v1/training-runs/{(string)run["id"]!}/card");
        Assert.Contains("Model card", await card.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("style-src", card.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal); // Else a browser shows it bare.
        Assert.Equal(HttpStatusCode.NotFound, (await api.Client.GetAsync($"/v1/training-runs/{(string)run["id"]!}/record")).StatusCode);
        var tagged = JsonNode.Parse(await api.Client.GetStringAsync($"/api/2.0/mlflow/model-versions/get?name=own&version={(int)run["modelVersion"]!}"))!;
        Assert.Contains(tagged["model_version"]!["tags"]!.AsArray(), tag => (string)tag!["key"]! == "creditai.training_run" && (string)tag["value"]! == (string)run["id"]!);

        // What was decided since is what neither version can have been trained on.
        await DecideAsync(api, 150);
        creditai.Environment["Keys__Master"] = LedgerHost.MasterKey;
        var (code, output, error) = await creditai.Run("models", "check", "--version", $"{(int)run["modelVersion"]!}", "--ledger", "--format", "json");
        Assert.True(code == 3, error); // 1,000 rows are asked for.
        var evaluation = JsonNode.Parse(output)!;
        Assert.Equal((150, 1, false), ((int)evaluation["rows"]!, (int)evaluation["against"]!, (bool)evaluation["gates"]![0]!["passed"]!));
        Assert.EndsWith("after every version was published", (string)evaluation["data"]!, StringComparison.Ordinal);
        Assert.Equal(150, (int)evaluation["gates"]![1]!["measured"]!["n"]!);
        Assert.True((bool)evaluation["gates"]![3]!["passed"]!);
    }

    [Fact]
    public async Task Post_AWrongOrder_NamesEveryFaultAndQueuesNothing()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var (reader, _) = await api.CreateKeyAsync(Scope.Read);

        var refused = await api.Client.PostAsJsonAsync("/v1/training-runs", new { order = new { data = new { ledger = new { } }, trainer = "forest", seed = "one" } });

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var errors = (await ScoringApiHost.ReadAsync(refused))["errors"]!.AsObject().Select(error => error.Key);
        Assert.Equal(["order.seed", "order.trainer", "reason"], errors.Order(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsJsonAsync("/v1/training-runs", new { })).StatusCode);
        Assert.Empty((await ScoringApiHost.ReadAsync(await reader.GetAsync("/v1/training-runs")))["runs"]!.AsArray());
    }

    [Fact]
    public async Task Runs_WaitingOnes_AreListedReadAndCancelled()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        for (var i = 0; i < 3; i++)
        {
            await api.Client.PostAsJsonAsync("/v1/training-runs", new { reason = $"{i}", order = new { data = new { ledger = new { } } } });
        }

        var page = await ScoringApiHost.ReadAsync(await api.Client.GetAsync("/v1/training-runs?limit=2"));
        var rest = await ScoringApiHost.ReadAsync(await api.Client.GetAsync($"/v1/training-runs?limit=2&cursor={(string)page["next"]!}"));
        Assert.Equal(["2", "1", "0"], page["runs"]!.AsArray().Concat(rest["runs"]!.AsArray()).Select(run => (string)run!["reason"]!));

        var id = (string)rest["runs"]![0]!["id"]!;
        var cancelled = await ScoringApiHost.ReadAsync(await api.Client.PostAsync($"/v1/training-runs/{id}/cancel", null));
        Assert.Equal(("cancelled", true), ((string)cancelled["state"]!, (bool)cancelled["cancelRequested"]!));
        Assert.Equal(HttpStatusCode.NotFound, (await api.Client.GetAsync($"/v1/training-runs/{Guid.Empty}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Client.PostAsync($"/v1/training-runs/{Guid.Empty}/cancel", null)).StatusCode);
    }

    [Fact]
    public async Task Schedule_PutListedDeleted_AndAWrongOneSaysWhatIsWrong()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var order = new { data = new { ledger = new { } } };

        var put = await api.Client.PutAsJsonAsync("/v1/training-schedules/weekly", new { cron = "0 0 2 ? * SUN", reason = "fresh outcomes", order });
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        var listed = JsonNode.Parse(await api.Client.GetStringAsync("/v1/training-schedules"))![0]!;
        Assert.Equal(("weekly", "fresh outcomes", DayOfWeek.Sunday), ((string)listed["name"]!, (string)listed["reason"]!, ((DateTimeOffset)listed["next"]!).DayOfWeek));

        var wrong = await api.Client.PutAsJsonAsync("/v1/training-schedules/nightly", new { cron = "0 2 * * *", reason = "cron of five fields", order });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("six fields", (await ScoringApiHost.ReadAsync(wrong))["errors"]!["cron"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await api.Client.PutAsJsonAsync("/v1/training-schedules/Weekly%20one", new { cron = "0 0 2 ? * SUN", reason = "x", order })).StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, (await api.Client.DeleteAsync("/v1/training-schedules/weekly")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Client.DeleteAsync("/v1/training-schedules/weekly")).StatusCode);
    }

    private static async Task FirstChampionAsync(CreditAiProcess creditai, ScoringApiHost api, string database)
    {
        creditai.Environment["ConnectionStrings__creditai"] = database;
        creditai.Environment["ConnectionStrings__storage"] = $"Directory={api.ObjectDirectory}";
        foreach (var command in new[]
        {
            "data generate --rows 2000 --seed 5 --out a.csv --schema-out s.json", "train --data a.csv --schema s.json --out m.json",
            "models publish --model m.json --promote champion --override tests",
        })
        {
            var (code, _, error) = await creditai.Run(command.Split(' '));
            Assert.True(code == 0, error);
        }

        await ScoringApiHost.UntilAsync(async () => (await api.Client.GetAsync("/health/ready")).IsSuccessStatusCode);
    }

    /// <summary>Applications as generated, decided through the API, and how each turned out.</summary>
    private static async Task DecideAsync(ScoringApiHost api, int count)
    {
        var outcomes = new List<object>();
        foreach (var application in new ApplicationGenerator(seed: 9, bias: 0).Generate(count))
        {
            var answer = await api.Client.PostAsJsonAsync("/v1/decisions", new
            {
                applicationId = application.Number.ToString(CultureInfo.InvariantCulture),
                features = new Dictionary<string, object?>
                {
                    ["income"] = application.Income,
                    ["debt_ratio"] = application.DebtRatio,
                    ["utilisation"] = application.Utilisation,
                    ["delinquencies"] = application.Delinquencies,
                    ["oldest_account_months"] = application.OldestAccountMonths,
                    ["employment_months"] = application.EmploymentMonths,
                    ["inquiries"] = application.Inquiries,
                    ["loan_amount"] = application.LoanAmount,
                    ["term_months"] = application.TermMonths,
                    ["purpose"] = application.Purpose,
                    ["home_ownership"] = application.HomeOwnership,
                    ["employment_type"] = application.EmploymentType,
                },
                @protected = new { sex = application.Sex, ethnicity = application.Ethnicity, age = application.Age },
            });
            var decided = await ScoringApiHost.ReadAsync(answer);
            Assert.True(answer.StatusCode == HttpStatusCode.Created, decided.ToJsonString());
            outcomes.Add(new { decisionId = (string)decided["id"]!, outcome = application.Repaid ? "repaid" : "defaulted", observedAt = "2026-07-01T00:00:00Z" });
        }

        foreach (var outcome in outcomes)
        {
            Assert.True((await api.Client.PostAsJsonAsync("/v1/outcomes", outcome)).IsSuccessStatusCode);
        }
    }

    private static async Task<JsonObject> EndAsync(ScoringApiHost api, string location)
    {
        JsonObject run;
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        do
        {
            await Task.Delay(50, timeout.Token);
            run = await ScoringApiHost.ReadAsync(await api.Client.GetAsync(location, timeout.Token));
        }
        while (run["endedAt"] is null);
        return run;
    }
}
