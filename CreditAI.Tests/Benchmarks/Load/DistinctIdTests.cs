using System.Text;
using CreditAI.Benchmarks.Load;
using CreditAI.Benchmarks.Load.Clients;
using CreditAI.ScoringApi.Applications;

namespace CreditAI.Tests.Benchmarks.Load;

public sealed class DistinctIdTests
{
    [Fact]
    public void Write_AnyNumber_HasTheSameLength()
    {
        var use = DistinctId.NextUse();
        Assert.Equal($"{use}07-000000000", Written(use, 7, 0));
        Assert.Equal($"{use}07-999999999", Written(use, 7, 999_999_999));
    }

    [Fact]
    public void NextUse_Twice_Differs() => Assert.NotEqual(DistinctId.NextUse(), DistinctId.NextUse());

    [Fact]
    public void Make_Bodies_AreApplicationsThatTheServiceTakesUnderTheirOwnIds()
    {
        var card = DecisionCard.Make();
        foreach (var body in ApplicationBodies.Make(card.Schema, seed: 1).Take(200))
        {
            DistinctId.Write(body.AsSpan(ApplicationBodies.IdAt, DistinctId.Length), "A001", thread: 0, number: 42);
            var errors = new FieldErrors();
            var application = ApplicationParser.Parse(body, card, challenger: null, needsId: true, errors);
            Assert.False(errors.Any);
            Assert.Equal("A00100-000000042", application!.ApplicationId);
        }
    }

    private static string Written(string use, int thread, long number)
    {
        var id = new byte[DistinctId.Length];
        DistinctId.Write(id, use, thread, number);
        return Encoding.ASCII.GetString(id);
    }
}
