using CreditAI.Ledger.Outcomes;
using CreditAI.Ledger.Subjects;
using CreditAI.Ledger.Training;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Training.Orders;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.Ledger.Training;

public sealed class OwnRowsTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // The sample decisions' slots are income, purpose and months, which is missing.
    private static readonly Dictionary<int, IReadOnlyList<string>> Features = new() { [1] = ["income", "purpose", "months"], [2] = ["income"] };

    private static readonly DatasetSchema Schema = DatasetSchema.Parse(
        """
        {
          "name": "loans", "label": { "name": "repaid", "favourable": "yes" },
          "features": [
            { "name": "months", "kind": "numeric", "reason": "r" }, { "name": "purpose", "kind": "categorical", "reason": "r" },
            { "name": "income", "kind": "numeric", "reason": "r" }
          ],
          "protected": [ { "name": "sex" } ]
        }
        """);

    [Fact]
    public async Task Read_DecisionsWithOutcomes_AreRowsByTheFeaturesOfTheSchema()
    {
        await using var ledger = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var first = await DecideAsync(ledger, "1", Noon, "f");
        var second = await DecideAsync(ledger, "2", Noon.AddHours(1), "m", Decision.Decline);
        await DecideAsync(ledger, "3", Noon.AddHours(2), "m"); // has no outcome
        await RecordAsync(ledger, (first, Outcome.Defaulted), (second, Outcome.Repaid));
        await RecordAsync(ledger, (first, Outcome.Repaid)); // the last one counts

        var rows = await ReadAsync(ledger);

        Assert.Equal([true, true], rows.Data.Favourable.ToArray());
        Assert.Equal(["f", "m"], rows.Data.Groups[0].Codes.ToArray().Select(code => rows.Data.Groups[0].Groups[code]));
        Assert.True(double.IsNaN(((NumericColumn)rows.Data.Features[0]).Values[0]));
        Assert.Equal("car", ((CategoricalColumn)rows.Data.Features[1]).Levels[((CategoricalColumn)rows.Data.Features[1]).Codes[1]]);
        Assert.Equal([1234.5, 1234.5], ((NumericColumn)rows.Data.Features[2]).Values.ToArray());
        Assert.Equal(["trained on the ledger's decisions with outcomes: 2 rows"], rows.Notes);
        Assert.Equal(rows.Sha256, (await ReadAsync(ledger)).Sha256);
    }

    [Fact]
    public async Task Read_ATimeAndWhatWasKnownThen_LeavesOutTheRest()
    {
        await using var ledger = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var first = await DecideAsync(ledger, "1", Noon, "f");
        var second = await DecideAsync(ledger, "2", Noon.AddHours(1), "f");
        await RecordAsync(ledger, (first, Outcome.Defaulted));
        var known = TimeProvider.System.GetUtcNow();
        await Task.Delay(10);
        await RecordAsync(ledger, (first, Outcome.Repaid), (second, Outcome.Repaid));

        var then = await ReadAsync(ledger, known: known);
        var morning = await ReadAsync(ledger, new TrainingSource.OwnDecisions(Noon, Noon.AddMinutes(30), null));

        Assert.Equal([false], then.Data.Favourable.ToArray());
        Assert.Equal([true], morning.Data.Favourable.ToArray());
        Assert.NotEqual(then.Sha256, morning.Sha256);
        Assert.Contains("outcomes are known of approved applications alone, so it does not know the others", then.Notes);
    }

    [Fact]
    public async Task Read_ErasedAndOfOtherVersions_AreLeftOutAndSaidSo()
    {
        await using var ledger = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var (kept, erased, other) = (await DecideAsync(ledger, "1", Noon, "f"), await DecideAsync(ledger, "2", Noon, "f"), await DecideAsync(ledger, "3", Noon, "f", version: 2));
        await RecordAsync(ledger, (kept, Outcome.Repaid), (erased, Outcome.Repaid), (other, Outcome.Repaid));
        await ledger.Get<SubjectStore>().EraseAsync("2", "tests", "asked for", CancellationToken.None);

        var rows = await ReadAsync(ledger);

        Assert.Equal(1, rows.Data.Count);
        Assert.Contains("1 decisions were left out whose applicants were erased", rows.Notes);
        Assert.Contains("1 decisions were left out of model versions without its features", rows.Notes);
    }

    [Fact]
    public async Task Read_Nothing_SaysWhy()
    {
        await using var ledger = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());

        var fault = await Assert.ThrowsAsync<DatasetException>(() => ReadAsync(ledger));

        Assert.Contains("there are none that can be trained on", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<Guid> DecideAsync(
        LedgerHost ledger, string application, DateTimeOffset at, string group, Decision decision = Decision.Approve, int version = 1)
        => (await ledger.Writer.AppendAsync(SampleDecision.Create(application, at, decision, group, version))).Id;

    private static Task<IReadOnlyList<OutcomeEffect>> RecordAsync(LedgerHost ledger, params (Guid Id, Outcome Outcome)[] outcomes) => ledger.Get<OutcomeStore>().RecordAsync(
        [.. outcomes.Select(outcome => new NewOutcome(outcome.Id, outcome.Outcome, Noon.AddDays(1), null))], "tests", CancellationToken.None);

    private static Task<TrainingRows> ReadAsync(LedgerHost ledger, TrainingSource.OwnDecisions? source = null, DateTimeOffset? known = null)
        => new OwnRows(ledger.Database, ledger.Get<CreditAI.Ledger.Keys.ApplicantVault>()).ReadAsync(
            source ?? new TrainingSource.OwnDecisions(null, null, null), Schema, known ?? Later, Features, _ => { }, CancellationToken.None);
}
