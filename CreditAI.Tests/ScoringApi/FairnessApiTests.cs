using System.Net;
using System.Text.Json.Nodes;
using CreditAI.Ledger.Access;
using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Fairness.Counting;
using CreditAI.Ledger.Fairness.Findings;
using CreditAI.Ledger.Outcomes;
using CreditAI.Scoring.Decisions;
using CreditAI.Tests.Ledger;
using CreditAI.Tests.Ledger.Fairness;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.ScoringApi;

public sealed class FairnessApiTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Get_DecisionsWithOutcomes_MeasuresThemAndTellsOfFindings()
    {
        await using var api = await CountedAsync();

        var answer = await GetAsync(api, "/v1/fairness?from=2026-03-04&to=2026-03-05");
        var window = answer["window"]!;
        Assert.Equal((80, 50), ((int)window["everybody"]!["n"]!, (int)window["everybody"]!["approved"]!));
        var sex = window["attributes"]!.AsArray().Single(attribute => (string)attribute!["attribute"]! == "sex")!;
        var (f, m) = (sex["groups"]![0]!, sex["groups"]![1]!);
        Assert.Equal(("f", 40, 20, 20), ((string)f["group"]!, (int)f["n"]!, (int)f["approved"]!, (int)f["known"]!));
        Assert.Equal((0.5, 40), ((double)Of(f, "selection_rate")["value"]!, (int)Of(f, "selection_rate")["n"]!));
        Assert.Equal(20.0 / 30, (double)Of(f, "adverse_impact_ratio")["value"]!, 12);
        Assert.Equal((0.25, 0.125), ((double)Of(f, "default_rate")["value"]!, (double)Of(f, "predicted_default_rate")["value"]!));
        Assert.Equal(0.125, (double)Of(f, "calibration_difference")["value"]!, 12);
        Assert.Equal(0.25, (double)Of(sex, "demographic_parity_difference")["value"]!, 12);

        // Outcomes are known of approved applications alone.
        Assert.Null(Of(sex, "equalized_odds_difference")["value"]);
        Assert.Contains("not approved", (string)Of(sex, "equalized_odds_difference")["undefined"]!, StringComparison.Ordinal);
        var finding = Assert.Single(answer["findings"]!.AsArray())!;
        Assert.Equal(("critical", "demographic_parity", 0.25), ((string)finding["severity"]!, (string)finding["measure"]!, (double)finding["value"]!));
        foreach (var link in new[] { "link", "history" })
        {
            Assert.Equal(HttpStatusCode.OK, (await api.Client.GetAsync((string)finding[link]!)).StatusCode);
        }

        Assert.Equal(0, (int)(await GetAsync(api, "/v1/fairness?from=2026-03-06&to=2026-03-07"))["window"]!["everybody"]!["n"]!);
    }

    [Fact]
    public async Task History_ByGrain_HasAWindowPerGrainThatAddsUp()
    {
        await using var api = await CountedAsync();

        foreach (var (grain, count) in new[] { ("5m", 8), ("hour", 1), ("day", 1), ("week", 1) })
        {
            var windows = (await GetAsync(api, $"/v1/fairness/history?grain={grain}&from=2026-03-04T10:00Z&to=2026-03-04T15:00Z"))["windows"]!.AsArray();
            Assert.Equal((count, 80), (windows.Count, windows.Sum(window => (int)window!["everybody"]!["n"]!)));
        }
    }

    [Fact]
    public async Task Csv_ByQueryOrAccept_HasARowPerMeasure()
    {
        await using var api = await CountedAsync();

        var lines = (await api.Client.GetStringAsync("/v1/fairness?from=2026-03-04&to=2026-03-05&format=csv")).Split("\r\n");
        Assert.StartsWith("model_version,from,to,attribute,group,reference,decisions,approved,outcomes_known,measure,value,n,low,high,undefined", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("1,2026-03-04T00:00:00Z,2026-03-05T00:00:00Z,sex,f,m,40,20,20,selection_rate,0.5,40,0.35", StringComparison.Ordinal));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/fairness/findings");
        request.Headers.Add("Accept", "text/csv");
        var findings = await api.Client.SendAsync(request);
        Assert.Equal("text/csv", findings.Content.Headers.ContentType!.MediaType);
        Assert.Contains(",1,critical,demographic_parity,sex,f,m,0.25,0.1,0.4,40,40,0.5,0.75,0.1,16,14.5,2026-03-04T12:00:00Z,", await findings.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenApi_Tables_AreDescribedBesideJson()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), withChampion: false);

        var paths = JsonNode.Parse(await api.Client.GetStringAsync("/openapi/v1.json"))!["paths"]!;

        foreach (var path in new[] { "/v1/fairness", "/v1/fairness/history", "/v1/fairness/findings" })
        {
            var content = paths[path]!["get"]!["responses"]!["200"]!["content"]!;
            Assert.NotNull(content["application/json"]!["schema"]!["$ref"]);
            Assert.NotNull(content["text/csv"]);
        }
    }

    [Fact]
    public async Task Findings_OpenClosedAndOne_ArePagedNewestFirst()
    {
        await using var api = await CountedAsync();
        var lease = new FairnessLease(TimeSpan.FromMinutes(1));
        var store = new FindingStore(api.Database, TimeProvider.System);
        await store.RecordAsync([(1, SampleVerdict.Critical with { Group = "x" })], [], lease, CancellationToken.None); // The first one closes.

        var first = await GetAsync(api, "/v1/fairness/findings?limit=1");
        var second = await GetAsync(api, $"/v1/fairness/findings?limit=1&cursor={first["next"]}");

        Assert.Equal(("x", "f"), ((string)first["findings"]![0]!["group"]!, (string)second["findings"]![0]!["group"]!));
        Assert.Null(second["next"]);
        Assert.Equal("f", (string)Assert.Single((await GetAsync(api, "/v1/fairness/findings?state=closed"))["findings"]!.AsArray())!["group"]!);
        Assert.Equal("x", (string)(await GetAsync(api, $"/v1/fairness/findings/{first["findings"]![0]!["id"]}"))["group"]!);
    }

    [Theory]
    [InlineData("?from=soon", "from", 400)]
    [InlineData("?format=xml", "must be csv or json", 400)]
    [InlineData("?from=2026-03-05&to=2026-03-04", "from", 400)]
    [InlineData("/history?grain=year", "'year' is none; use 5m, hour, day, week", 400)]
    [InlineData("/history?grain=5m&from=2020-01-01", "more than 1000 windows", 400)]
    [InlineData("/findings?state=ajar", "must be open or closed", 400)]
    [InlineData("?model=99", "no model version 99", 404)]
    [InlineData("/findings/0197f3a0-0000-7000-8000-000000000000", "no finding", 404)]
    public async Task Get_Nonsense_IsToldWhatAndWhere(string asked, string says, int status)
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());

        var answer = await api.Client.GetAsync($"/v1/fairness{asked}");

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(says, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WithoutTheScope_IsForbidden()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var (client, _) = await api.CreateKeyAsync(Scope.Decide);

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/v1/fairness")).StatusCode);
    }

    /// <summary>40 of each sex within 40 minutes: 20 f and 30 m approved; 20 outcomes of approved f, a quarter of them bad; one finding.</summary>
    private async Task<ScoringApiHost> CountedAsync()
    {
        var database = await postgres.CreateDatabaseAsync();
        var api = await ScoringApiHost.StartAsync(database);
        await using var ledger = await LedgerHost.StartAsync(database);
        var f = await DecideAsync(ledger, "f", 20);
        await DecideAsync(ledger, "m", 30);
        await ledger.Get<OutcomeStore>().RecordAsync(
            [.. f.Take(20).Select((decision, i) => new NewOutcome(decision.Id, i % 4 == 0 ? Outcome.Defaulted : Outcome.Repaid, Noon.AddDays(30), null))], "tests", CancellationToken.None);
        var lease = new FairnessLease(TimeSpan.FromSeconds(1));
        await LedgerCounterTests.CatchUpAsync(new LedgerCounter(ledger.Database, lease));
        await ledger.Findings.RecordAsync([(1, SampleVerdict.Critical)], [], lease, CancellationToken.None);
        await new LedgerCounter(ledger.Database, lease).ReleaseAsync(CancellationToken.None);
        return api;
    }

    private static async Task<Appended[]> DecideAsync(LedgerHost ledger, string group, int approved)
        => await Task.WhenAll(Enumerable.Range(0, 40).Select(i => ledger.Writer.AppendAsync(SampleDecision.Create(
            $"{group}{i}", Noon.AddMinutes(i), i < approved ? Decision.Approve : Decision.Decline, group))));

    private static async Task<JsonObject> GetAsync(ScoringApiHost api, string path)
    {
        var answer = await api.Client.GetAsync(path);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await ScoringApiHost.ReadAsync(answer);
    }

    private static JsonNode Of(JsonNode of, string measure) => of["measures"]!.AsArray().Single(one => (string)one!["measure"]! == measure)!;
}
