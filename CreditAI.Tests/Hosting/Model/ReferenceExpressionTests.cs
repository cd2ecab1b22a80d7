using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace CreditAI.Tests.Hosting.Model;

public sealed class ReferenceExpressionTests : IDisposable
{
    private readonly SampleAppHost _appHost = new();

    public void Dispose() => _appHost.Dispose();

    [Fact]
    public async Task Value_FillsTheHoles_AndValueExpressionNamesThem()
    {
        var builder = _appHost.Run();
        var user = builder.AddParameter("user", "ann");
        var expression = ReferenceExpression.Create($"User={user};Set={{{"a{b}"}}}");

        Assert.Equal("User=ann;Set={a{b}}", await expression.GetValueAsync(TestContext.Current.CancellationToken));
        Assert.Equal("User={user.value};Set={a{b}}", expression.ValueExpression);
        Assert.Equal("User={0};Set={{a{{b}}}}", expression.Format);
    }

    [Fact]
    public async Task UriFormat_EncodesTheValue_AndNotTheRest()
    {
        var password = _appHost.Run().AddParameter("password", "p@ss/w:rd");

        var expression = ReferenceExpression.Create($"redis://:{password:uri}@{"a b":uri}");

        Assert.Equal("redis://:p%40ss%2Fw%3Ard@a%20b", await expression.GetValueAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AnExpressionInAnother_IsPartOfIt()
    {
        var builder = _appHost.Run();
        var (a, b) = (builder.AddParameter("a", "1"), builder.AddParameter("b", "2"));
        var inner = ReferenceExpression.Create($"<{b}>");

        var outer = ReferenceExpression.Create($"{a}{inner}{a}");

        Assert.Equal("{0}<{1}>{2}", outer.Format);
        Assert.Equal("1<2>1", await outer.GetValueAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(false, "host:1")]
    [InlineData(true, "host:1,ssl=true")]
    public async Task ConditionalExpression_FollowsTls_EvenIfItChangesLater(bool tls, string expected)
    {
        var redis = _appHost.Run().AddRedis("cache").Resource;
        var endpoint = redis.Annotations.OfType<EndpointAnnotation>().Single();
        var connection = ReferenceExpression.Create($"host:1{redis.PrimaryEndpoint.GetTlsValue(ReferenceExpression.Create($",ssl=true"), ReferenceExpression.Empty)}");

        endpoint.TlsEnabled = tls;

        Assert.Equal(expected, await connection.GetValueAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AnEndpointsValue_IsAwaitedUntilItIsAllocated()
    {
        var container = _appHost.Run().AddContainer("web", "web").WithHttpEndpoint(targetPort: 80);
        var url = container.GetEndpoint("http").GetValueAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(url.IsCompleted);

        SampleAppHost.Allocate(container.Resource, "http", 5000);

        Assert.Equal("http://localhost:5000", await url);
    }

    [Fact]
    public async Task AnEndpointsProperties_AreThoseOfItsAllocation()
    {
        var container = _appHost.Run().AddContainer("web", "web").WithHttpEndpoint();
        SampleAppHost.Allocate(container.Resource, "http", 5000, "{{- portForServing \"web\" -}}");
        var endpoint = container.GetEndpoint("http");

        var values = new List<string?>();
        foreach (var property in Enum.GetValues<EndpointProperty>())
        {
            values.Add(await endpoint.Property(property).GetValueAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(["http://localhost:5000", "localhost", "127.0.0.1", "5000", "http", "{{- portForServing \"web\" -}}", "localhost:5000", "False"], values);
    }

    [Fact]
    public void AnEndpointThatIsNot_IsNamed()
    {
        var missing = Assert.Throws<InvalidOperationException>(() => _appHost.Run().AddContainer("web", "web").GetEndpoint("grpc").Scheme);

        Assert.Contains("`grpc`", missing.Message, StringComparison.Ordinal);
        Assert.Contains("`web`", missing.Message, StringComparison.Ordinal);
    }
}
