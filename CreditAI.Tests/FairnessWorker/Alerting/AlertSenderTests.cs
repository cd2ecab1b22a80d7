using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Fairness.Counting;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Monitoring.Watching;
using CreditAI.Scoring.Policies;
using CreditAI.Tests.Ledger;
using CreditAI.Tests.Ledger.Fairness;
using CreditAI.Tests.Ledger.Registry;
using CreditAI.Tests.Servers;
using Dapper;

namespace CreditAI.Tests.FairnessWorker.Alerting;

public sealed class AlertSenderTests(PostgresServer postgres)
{
    // A lease that the worker's has no part in, so that the findings of these tests stay as they were written.
    private static readonly FairnessLease Lease = new(TimeSpan.FromHours(1));

    [Fact]
    public async Task FindingOpensAndCloses_EveryTargetIsToldOnceEachInItsOwnWords()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var ledger = await LedgerHost.StartAsync(database);
        await using var receiver = await AlertReceiver.StartAsync();
        await using var mails = MailReceiver.Start();
        var finding = (await RecordAsync(ledger, SampleVerdict.Critical))[0];
        await using var worker = FairnessWorkerHost.Start(database, new()
        {
            ["Alerts:LookEvery"] = "00:00:00.050",
            ["Alerts:Link"] = "https://credit.example/",
            ["Alerts:Webhook:Url"] = $"{receiver.Address}hook",
            ["Alerts:Webhook:Secret"] = "a secret",
            ["Alerts:Slack:Url"] = $"{receiver.Address}slack",
            ["Alerts:PagerDuty:Url"] = $"{receiver.Address}pager",
            ["Alerts:PagerDuty:RoutingKey"] = "R123",
            ["Alerts:Mail:Host"] = "127.0.0.1",
            ["Alerts:Mail:Port"] = $"{mails.Port}",
            ["Alerts:Mail:Security"] = "None",
            ["Alerts:Mail:From"] = "CreditAI <alerts@credit.example>",
            ["Alerts:Mail:To"] = "risk@credit.example, fair@credit.example",
        });

        await UntilAsync(() => receiver.Posts.Count == 3 && mails.Mails.Count == 1);
        await RecordAsync(ledger);
        await UntilAsync(() => receiver.Posts.Count == 6 && mails.Mails.Count == 2);

        var link = $"https://credit.example/v1/fairness/findings/{finding}";
        var hooks = receiver.At("/hook");
        Assert.Equal(["opened", "closed"], hooks.Select(hook => (string)hook["event"]!));
        Assert.Equal((link, "demographic_parity", 0.25, "f", 40), (
            (string)hooks[0]["link"]!, (string)hooks[0]["finding"]!["measure"]!, (double)hooks[0]["finding"]!["value"]!, (string)hooks[0]["finding"]!["group"]!,
            (int)hooks[0]["finding"]!["n"]!));
        var signed = receiver.Posts.First(post => post.Path == "/hook");
        Assert.Equal(
            Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("a secret"), Encoding.UTF8.GetBytes(signed.Body))),
            signed.Headers["X-CreditAI-Signature"]);
        Assert.Equal($"{finding}:opened", signed.Headers["Idempotency-Key"]);

        var slack = receiver.At("/slack");
        Assert.Equal("Critical: demographic_parity of model version 7, sex f against m", (string)slack[0]["text"]!);
        Assert.Contains($"<{link}|", slack[0]["blocks"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        Assert.StartsWith("Closed: ", (string)slack[1]["text"]!, StringComparison.Ordinal);

        var pages = receiver.At("/pager");
        Assert.Equal(["trigger", "resolve"], pages.Select(page => (string)page["event_action"]!));
        Assert.Single(pages.Select(page => (string)page["dedup_key"]!).Distinct());
        Assert.Equal(("R123", "critical"), ((string)pages[0]["routing_key"]!, (string)pages[0]["payload"]!["severity"]!));

        var (first, second) = (mails.Mails.First(), mails.Mails.Last());
        Assert.Equal(["risk@credit.example", "fair@credit.example"], first.To.Mailboxes.Select(mailbox => mailbox.Address));
        Assert.Contains("Value 0.25 (95 % interval 0.1 to 0.4), threshold 0.1, n = 40", first.TextBody, StringComparison.Ordinal);
        Assert.Equal(first.MessageId, second.InReplyTo);

        // Recorded after it was told.
        await UntilAsync(async () => await SentAsync(ledger) >= 8);
        await Task.Delay(200);
        Assert.Equal(8, await SentAsync(ledger));
    }

    [Fact]
    public async Task TargetIsAway_AlertIsTriedAgainAndToldOnce_TheAddressIsKeptNowhere()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var ledger = await LedgerHost.StartAsync(database);
        await using var receiver = await AlertReceiver.StartAsync(refusals: 1);
        await RecordAsync(ledger, SampleVerdict.Critical);
        await using var worker = FairnessWorkerHost.Start(database, new()
        {
            ["Alerts:LookEvery"] = "00:00:00.050",
            ["Alerts:Slack:Url"] = $"{receiver.Address}services/SECRET",
        });

        await UntilAsync(async () => await LastErrorAsync(ledger) is not null);
        Assert.Equal("It answered 503: not now", await LastErrorAsync(ledger));
        Assert.Empty(receiver.Posts);

        // Ten seconds are over sooner here.
        await using (var connection = await ledger.Database.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("UPDATE fairness.alert SET next_at = now() - interval '1 second'");
        }

        await UntilAsync(() => receiver.Posts.Count == 1);
        await Task.Delay(300);
        Assert.Single(receiver.Posts);
    }

    [Theory]
    [InlineData(false, "STARTTLS")] // The server offers none: nothing is sent in the clear instead.
    [InlineData(true, "The TLS handshake failed")] // Nobody vouches for its certificate.
    public async Task MailServer_CannotBeTrusted_GetsNothing(bool offersTls, string says)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await using var mails = MailReceiver.Start(offersTls ? certificate : null);
        var database = await postgres.CreateDatabaseAsync();
        await using var ledger = await LedgerHost.StartAsync(database);
        await RecordAsync(ledger, SampleVerdict.Critical);
        await using var worker = FairnessWorkerHost.Start(database, new()
        {
            ["Alerts:LookEvery"] = "00:00:00.050",
            ["Alerts:Mail:Host"] = "127.0.0.1",
            ["Alerts:Mail:Port"] = $"{mails.Port}",
            ["Alerts:Mail:User"] = "alerts",
            ["Alerts:Mail:Password"] = "secret",
            ["Alerts:Mail:From"] = "alerts@credit.example",
            ["Alerts:Mail:To"] = "risk@credit.example",
        });

        await UntilAsync(async () => await LastErrorAsync(ledger) is not null);

        Assert.Contains(says, await LastErrorAsync(ledger), StringComparison.Ordinal);
        Assert.Empty(mails.Mails);
    }

    [Fact]
    public async Task ChampionIsDemoted_TargetsAreToldWhatWasDone()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var ledger = await LedgerHost.StartAsync(database);
        await using var receiver = await AlertReceiver.StartAsync();
        var registry = ledger.Registry;
        foreach (var artifact in new[] { 'a', 'b' })
        {
            var model = await registry.PublishAsync(new NewModelVersion("loans", new string(artifact, 64), 600, 550, "{}", "tests"), CancellationToken.None);
            await registry.PromoteAsync(model.Version, ModelAlias.Champion, "tests", "because", onlyIfUnset: false, CancellationToken.None);
        }

        var policies = new PolicyStore(ledger.Database, new AuditLog(ledger.Database, TimeProvider.System), TimeProvider.System);
        var policy = await policies.CurrentAsync(CancellationToken.None);
        await policies.PutAsync(
            policy.Version, policy.Policy with { Actions = new ActionPolicy(ActionLevel.Critical, ActionLevel.Never, ActionLevel.Critical) }, "tests", "tests",
            CancellationToken.None);
        await using var worker = FairnessWorkerHost.Start(database, new()
        {
            ["Alerts:LookEvery"] = "00:00:00.050",
            ["Alerts:Webhook:Url"] = $"{receiver.Address}hook",
        });
        using var client = worker.CreateClient();

        // As the worker finds it, on decisions by version 2.
        await FairnessWatchTests.DecideAsync(ledger, "male", 90, 10, modelVersion: 2);
        await FairnessWatchTests.DecideAsync(ledger, "female", 40, 60, modelVersion: 2);

        await UntilAsync(() => receiver.At("/hook").Any(hook => (string)hook["event"]! == "demote_champion"));
        var told = receiver.At("/hook").Single(hook => (string)hook["event"]! == "demote_champion");
        Assert.Equal((2, 1, "taken"), ((int)told["action"]!["from"]!, (int)told["action"]!["to"]!, (string)told["action"]!["state"]!));
        Assert.StartsWith("Model version 2 was demoted, 1 is champion", (string)told["summary"]!, StringComparison.Ordinal);
        Assert.Equal(1, (await registry.FindAliasAsync(ModelAlias.Champion, CancellationToken.None))!.Version);
        await DocumentedMetrics.AssertAsync(client, "creditai_actions_");
    }

    [Fact]
    public async Task Alertmanager_TheRealOne_HasTheAlertWhileTheFindingIsOpen()
    {
        await using var alertmanager = await AlertmanagerServer.StartAsync();
        var database = await postgres.CreateDatabaseAsync();
        await using var ledger = await LedgerHost.StartAsync(database);
        var finding = (await RecordAsync(ledger, SampleVerdict.Critical))[0];
        await using var worker = FairnessWorkerHost.Start(database, new()
        {
            ["Alerts:LookEvery"] = "00:00:00.050",
            ["Alerts:Alertmanager"] = alertmanager.Address.ToString(),
            ["Alerts:Link"] = "https://credit.example",
        });
        using var client = worker.CreateClient();

        await UntilAsync(async () => await alertmanager.AlertsAsync() != "[]\n");
        var alert = JsonNode.Parse(await alertmanager.AlertsAsync())![0]!;
        Assert.Equal(("critical", "demographic_parity", "7", "sex", "f"), (
            (string)alert["labels"]!["severity"]!, (string)alert["labels"]!["measure"]!, (string)alert["labels"]!["model_version"]!,
            (string)alert["labels"]!["attribute"]!, (string)alert["labels"]!["group"]!));
        Assert.Equal($"https://credit.example/v1/fairness/findings/{finding}", (string)alert["generatorURL"]!);

        await RecordAsync(ledger);
        await UntilAsync(async () => await alertmanager.AlertsAsync() == "[]\n"); // It lists what is active.
        await DocumentedMetrics.AssertAsync(client, "creditai_alerts_");
    }

    [Theory]
    [InlineData("Alerts:Slack:Url", "hooks.slack.com/services/SECRET", "Alerts:Slack:Url must be an absolute http or https address")]
    [InlineData("Alerts:Slack:Url", "https://hooks.slack.com:port/services/SECRET", "Alerts:Slack:Url must be an absolute http or https address")]
    [InlineData("Alerts:PagerDuty:Url", "https://pager.example", "Alerts:PagerDuty:RoutingKey is missing")]
    [InlineData("Alerts:Mail:From", "nobody", "Alerts:Mail:Host is missing")]
    public async Task Options_AreWrong_WorkerSaysWhichAndDoesNotStart(string name, string value, string said)
    {
        var database = await postgres.CreateDatabaseAsync();

        var fault = FairnessWorkerHost.FaultAtStart(database, new() { [name] = value });

        Assert.Contains(said, fault!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", fault.ToString(), StringComparison.Ordinal);
    }

    private static async Task<Guid[]> RecordAsync(LedgerHost ledger, params Verdict[] verdicts)
    {
        var changes = await ledger.Findings.RecordAsync([.. verdicts.Select(verdict => (7, verdict))], [], Lease, CancellationToken.None);
        return [.. changes!.Opened.Select(finding => finding.Id)];
    }

    private static async Task<int> SentAsync(LedgerHost ledger)
        => (await new AuditLog(ledger.Database, TimeProvider.System).ListAsync(new AuditQuery(Action: "alert.send"), 100, CancellationToken.None)).Count;

    private static async Task<string?> LastErrorAsync(LedgerHost ledger)
    {
        await using var connection = await ledger.Database.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<string?>("SELECT last_error FROM fairness.alert");
    }

    private static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            await Task.Delay(20, timeout.Token);
        }
    }
}
