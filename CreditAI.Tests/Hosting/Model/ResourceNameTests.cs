using Aspire.Hosting;

namespace CreditAI.Tests.Hosting.Model;

public sealed class ResourceNameTests : IDisposable
{
    private readonly SampleAppHost _appHost = new();

    public void Dispose() => _appHost.Dispose();

    [Theory]
    [InlineData("a")]
    [InlineData("scoring-api")]
    [InlineData("Api2")]
    public void AddResource_TakesAName(string name) =>
        Assert.Equal(name, _appHost.Run().AddParameter(name).Resource.Name);

    [Theory]
    [InlineData("2api", "start with an ASCII letter")]
    [InlineData("-api", "start with an ASCII letter")]
    [InlineData("api-", "end with a hyphen")]
    [InlineData("a--b", "two hyphens")]
    [InlineData("a_b", "only ASCII letters")]
    [InlineData("größe", "only ASCII letters")]
    [InlineData("a1234567890123456789012345678901234567890123456789012345678901234", "between 1 and 64")]
    public void AddResource_RefusesAName_AndSaysWhy(string name, string why)
    {
        var refused = Assert.Throws<DistributedApplicationException>(() => _appHost.Run().AddParameter(name));

        Assert.Contains($"'{name}'", refused.Message, StringComparison.Ordinal);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddResource_RefusesATakenName_CaseAside()
    {
        var builder = _appHost.Run();
        builder.AddParameter("cache");

        var refused = Assert.Throws<DistributedApplicationException>(() => builder.AddRedis("Cache"));

        Assert.Contains("'Cache'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("RedisResource", refused.Message, StringComparison.Ordinal);
    }
}
