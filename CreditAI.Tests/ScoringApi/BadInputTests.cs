using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.ScoringApi;

public sealed class BadInputTests(PostgresServer postgres)
{
    private const string Features = "\"features\":{\"debt_ratio\":0.1,\"housing\":\"O\",\"inquiries\":0}";

    /// <summary>Body, then the fields that the answer must name and no others.</summary>
    public static TheoryData<string, string[]> Bodies => new()
    {
        { "", ["body"] },
        { "   ", ["body"] },
        { "null", ["body"] },
        { "[]", ["body"] },
        { "\"text\"", ["body"] },
        { "{", ["body"] },
        { "{} {}", ["body"] },
        { "[] x", ["body"] },
        { "{\"applicationId\":\"A-1\",}", ["body"] },
        { "{'applicationId':'A-1'}", ["body"] },
        { "{\"applicationId\":\"A-1\",\"features\":{\"debt_ratio\":NaN}}", ["body"] },
        { "{\"applicationId\":\"A-1\",\"features\":{\"debt_ratio\":01}}", ["body"] },
        { "{\"applicationId\":\"tab\there\"," + Features + "}", ["body"] },
        { "{}", ["applicationId", "features"] },
        { "{" + Features + "}", ["applicationId"] },
        { "{\"applicationId\":null," + Features + "}", ["applicationId"] },
        { "{\"applicationId\":17," + Features + "}", ["applicationId"] },
        { "{\"applicationId\":\"\"," + Features + "}", ["applicationId"] },
        { "{\"applicationId\":\" \"," + Features + "}", ["applicationId"] },
        { "{\"applicationId\":\"a\\u0000b\"," + Features + "}", ["applicationId"] },
        { "{\"applicationId\":\"a\\nb\"," + Features + "}", ["applicationId"] },
        { "{\"applicationId\":\"\\ud800\"," + Features + "}", ["applicationId"] },
        { "{\"applicationId\":\"" + new string('x', 129) + "\"," + Features + "}", ["applicationId"] },
        { "{\"applicationId\":\"A-1\",\"applicationId\":\"A-2\"," + Features + "}", ["applicationId"] },
        { "{\"applicationId\":{\"a\":[1]}," + Features + "}", ["applicationId"] },
        { "{\"applicationId\":\"A-1\",\"extra\":{\"a\":[1,2]}," + Features + "}", ["extra"] },
        { "{\"applicationId\":\"A-1\",\"\\ud800\":1," + Features + "}", ["(unreadable name)"] },
        { "{\"applicationId\":\"A-1\",\"features\":[]}", ["features"] },
        { "{\"applicationId\":\"A-1\",\"features\":null}", ["features"] },
        { "{\"applicationId\":\"A-1\"," + Features + "," + Features + "}", ["features"] },
        { "{\"applicationId\":\"A-1\",\"features\":{}}", ["features.debt_ratio", "features.housing", "features.inquiries"] },
        { Application("\"debt_ratio\":\"0.1\",\"housing\":\"O\",\"inquiries\":0"), ["features.debt_ratio"] },
        { Application("\"debt_ratio\":\"NaN\",\"housing\":\"O\",\"inquiries\":\"Infinity\""), ["features.debt_ratio", "features.inquiries"] },
        { Application("\"debt_ratio\":1e999,\"housing\":\"O\",\"inquiries\":-1e999"), ["features.debt_ratio", "features.inquiries"] },
        { Application("\"debt_ratio\":true,\"housing\":3,\"inquiries\":[0]"), ["features.debt_ratio", "features.housing", "features.inquiries"] },
        { Application("\"debt_ratio\":{},\"housing\":{\"x\":{}},\"inquiries\":0"), ["features.debt_ratio", "features.housing"] },
        { Application("\"debt_ratio\":0.1,\"debt_ratio\":0.1,\"housing\":\"O\",\"inquiries\":0"), ["features.debt_ratio"] },
        { Application("\"debt_ratio\":0.1,\"housing\":\"O\",\"inquiries\":0,\"sex\":\"1\""), ["features.sex"] },
        { Application("\"debt_ratio\":0.1,\"Housing\":\"O\",\"inquiries\":0"), ["features.Housing", "features.housing"] },
        { Application("\"debt_ratio\":0.1,\"housing\":\"O\\u0000\",\"inquiries\":0"), ["features.housing"] },
        { Application("\"debt_ratio\":0.1,\"housing\":\"\\udc00\",\"inquiries\":0"), ["features.housing"] },
        { Application("\"debt_ratio\":0.1,\"housing\":\"" + new string('h', 257) + "\",\"inquiries\":0"), ["features.housing"] },
        { "{\"applicationId\":\"A-1\"," + Features + ",\"protected\":[]}", ["protected"] },
        { "{\"applicationId\":\"A-1\"," + Features + ",\"protected\":{\"religion\":\"x\"}}", ["protected.religion"] },
        { "{\"applicationId\":\"A-1\"," + Features + ",\"protected\":{\"sex\":1,\"age\":\"41\"}}", ["protected.sex", "protected.age"] },
        { "{\"applicationId\":\"A-1\"," + Features + ",\"protected\":{\"sex\":\"1\",\"sex\":\"2\"}}", ["protected.sex"] },
        { "{\"applicationId\":\"A-1\"," + Features + ",\"protected\":{\"sex\":\"" + new string('s', 65) + "\"}}", ["protected.sex"] },
        { "{\"applicationId\":\"A-1\"," + Features + ",\"x\":[[[[[[[[[[1]]]]]]]]]]}", ["body", "x"] },
    };

    [Fact]
    public async Task Post_BadBody_NamesEveryBadFieldAndWritesNothing()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());

        foreach (var (body, fields) in Bodies.Select(row => row.Data))
        {
            var response = await api.DecideAsync(body);

            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{body} gave {response.StatusCode}");
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
            var problem = await ScoringApiHost.ReadAsync(response);
            Assert.True(fields.Order().SequenceEqual(problem["errors"]!.AsObject().Select(error => error.Key).Order()), $"{body} gave {problem}");
        }

        Assert.Equal(0, await api.CountAsync());
    }

    [Theory]
    [InlineData("{\n  \"applicationId\": \"A-1\",\n  \"features\": }", "line 3, byte 15")]
    [InlineData("nonsense", "line 1, byte 2")]
    public async Task Post_MalformedJson_TellsTheLineAndTheByte(string body, string place)
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());

        var problem = await ScoringApiHost.ReadAsync(await api.DecideAsync(body));

        Assert.Contains(place, (string)problem["errors"]!["body"]![0]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ManyUnknownFeatures_NamesSomeAndAnswersAtOnce()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var unknown = string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"f{i}\":{i}"));

        var response = await api.DecideAsync(Application(unknown));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.InRange((await ScoringApiHost.ReadAsync(response))["errors"]!.AsObject().Count, 50, 100);
    }

    [Fact]
    public async Task Post_WrongMediaTypeCharsetOrEncoding_Is415NamingTheHeader()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());

        await RefusedAsync("text/plain", null, "Content-Type");
        await RefusedAsync("application/xml", null, "Content-Type");
        await RefusedAsync("application/x-www-form-urlencoded", null, "Content-Type");
        await RefusedAsync("application/json; charset=utf-16", null, "Content-Type");
        await RefusedAsync(null, null, "Content-Type");
        await RefusedAsync("application/json", "gzip", "Content-Encoding");
        Assert.Equal(0, await api.CountAsync());

        async Task RefusedAsync(string? type, string? encoding, string header)
        {
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(ScoringApiHost.GoodApplication));
            content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
            if (encoding is not null)
            {
                content.Headers.ContentEncoding.Add(encoding);
            }

            var response = await api.DecideAsync(content);
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
            Assert.NotNull((await ScoringApiHost.ReadAsync(response))["errors"]![header]);
        }
    }

    [Theory]
    [InlineData(200_000, false)]
    [InlineData(200_000, true)]
    [InlineData(3_000_000, false)]
    [InlineData(3_000_000, true)]
    public async Task Post_OversizedBody_Is413(int length, bool chunked)
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var body = "{\"applicationId\":\"" + new string('x', length) + "\"}";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/decisions") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = chunked;

        var response = await api.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.NotNull((await ScoringApiHost.ReadAsync(response))["errors"]!["body"]);
        Assert.Equal(0, await api.CountAsync());
    }

    [Fact]
    public async Task Post_InvalidUtf8_IsRefused()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var bytes = Encoding.UTF8.GetBytes(ScoringApiHost.GoodApplication.Replace("A-1", "A\u0001", StringComparison.Ordinal));
        bytes[Array.IndexOf(bytes, (byte)1)] = 0xFF;
        var content = new ByteArrayContent(bytes) { Headers = { ContentType = new("application/json") } };

        var response = await api.DecideAsync(content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("is not UTF-8", (string)(await ScoringApiHost.ReadAsync(response))["errors"]!["body"]![0]!);
    }

    [Fact]
    public async Task Post_UnusualButValid_IsDecided()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());

        foreach (var body in new[]
        {
            "\uFEFF" + ScoringApiHost.GoodApplication,
            " \r\n\t" + ScoringApiHost.GoodApplication + "\n",
            "{\"applicationId\":\"A\\u002d1\"," + Features + ",\"protected\":null}",
            Application("\"inquiries\":1.7976931348623157e308,\"debt_ratio\":-5e-324,\"housing\":\"" + new string('é', 256) + "\""),
            Application("\"debt_ratio\":0." + new string('1', 50_000) + ",\"housing\":\"😀\",\"inquiries\":1e-99999"),
            Application("\"debt_ratio\":-0.0,\"housing\":\"\",\"inquiries\":0"),
        })
        {
            Assert.Equal(HttpStatusCode.Created, (await api.DecideAsync(body)).StatusCode);
        }

        Assert.Equal(6, await api.CountAsync());
    }

    private static string Application(string features) => "{\"applicationId\":\"A-1\",\"features\":{" + features + "}}";
}
