using CreditAI.Benchmarks.Load.Clients;

namespace CreditAI.Tests.Benchmarks.Load;

public sealed class WrkOutputTests
{
    private const string Line = "RESULT {\"requests\":1000,\"microseconds\":2000000,\"failed\":3,\"status\":4,\"p50\":1500,\"p95\":2000,\"p99\":3000,\"p999\":4000,\"max\":5000}";

    [Fact]
    public void Parse_LineOfTheScript_HasSecondsMillisecondsAndAllErrors()
    {
        var result = WrkOutput.Parse($"Running 2s test\n\n{Line}\n")!;
        Assert.Equal(1000, result.Requests);
        Assert.Equal(2, result.Seconds);
        Assert.Equal(7, result.Errors);
        Assert.Equal((1.5, 4.0), (result.Latency.P50, result.Latency.P999));
    }

    [Fact]
    public void Parse_NothingAnswered_HasNoLatencies() =>
        Assert.Null(WrkOutput.Parse(Line.Replace(":1000,", ":0,", StringComparison.Ordinal))!.Latency.P50);

    [Fact]
    public void Parse_NoSuchLine_IsNull() => Assert.Null(WrkOutput.Parse("unable to connect"));
}
