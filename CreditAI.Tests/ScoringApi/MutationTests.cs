using System.Net;
using System.Text;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.ScoringApi;

public sealed class MutationTests(PostgresServer postgres)
{
    private static readonly string[] Fragments =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "null", "true", "-", "1e999", "1e-999", "0x1", "NaN", "\"features\":",
        "\"protected\":", "\"applicationId\":", "\"sex\":", "\"debt_ratio\":", "/**/", "\0", "\u001f", "\uFEFF", "é", "😀", "{}", "[]", "\n", "00",
    ];

    [Fact]
    public async Task Post_RandomMutationsOfAValidBody_AreDecidedOrRefusedNeverAnError()
    {
        const int Bodies = 3000;
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var random = new Random(20261122);
        var decided = 0;
        var refused = 0;

        for (var i = 0; i < Bodies; i++)
        {
            var body = Mutate(random);
            var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
            using var response = await api.DecideAsync(content);
            if (response.StatusCode == HttpStatusCode.Created)
            {
                decided++;
                continue;
            }

            refused++;
            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{response.StatusCode} for {Convert.ToHexString(body)}");
            var errors = (await ScoringApiHost.ReadAsync(response))["errors"]!.AsObject();
            Assert.NotEmpty(errors);
        }

        Assert.Equal(decided, await api.CountAsync());
        Assert.True(refused > Bodies / 2 && decided > Bodies / 100, $"{decided} decided, {refused} refused: the mutations are too strong or too weak");
    }

    private static byte[] Mutate(Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(ScoringApiHost.GoodApplication).ToList();
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(5))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1 when at < bytes.Count:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 8), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]));
                    break;
                case 3:
                    var from = random.Next(bytes.Count);
                    bytes.InsertRange(at, bytes.GetRange(from, Math.Min(random.Next(1, 20), bytes.Count - from)));
                    break;
                default:
                    // Digits for digits keep many bodies valid.
                    var digit = bytes.FindIndex(Math.Min(at, bytes.Count - 1), value => value is >= (byte)'0' and <= (byte)'9');
                    if (digit >= 0)
                    {
                        bytes[digit] = (byte)('0' + random.Next(10));
                    }

                    break;
            }
        }

        return [.. bytes];
    }
}
