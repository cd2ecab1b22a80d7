using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace CreditAI.Tests.Hosting.Model;

public sealed class WithReferenceTests : IDisposable
{
    private readonly SampleAppHost _appHost = new();

    public void Dispose() => _appHost.Dispose();

    [Fact]
    public async Task WithReference_OfADatabase_GivesItsConnectionStringAndParts()
    {
        var builder = _appHost.Run("--Parameters:postgres-password=p@ss");
        var postgres = builder.AddPostgres("postgres");
        SampleAppHost.Allocate(postgres.Resource, "tcp", 5432);
        var client = builder.AddExecutable("client", "true", ".").WithReference(postgres.AddDatabase("credit-ai", "credit ai"));

        var variables = await SampleAppHost.VariablesAsync(client);

        Assert.Equal("Host=localhost;Port=5432;Username=postgres;Password=p@ss;Database=\"credit ai\"", variables["ConnectionStrings__credit-ai"]);
        Assert.Equal("postgresql://postgres:p%40ss@localhost:5432/credit%20ai", variables["CREDIT_AI_URI"]);
        Assert.Equal("credit ai", variables["CREDIT_AI_DATABASENAME"]);
        Assert.Equal("5432", variables["CREDIT_AI_PORT"]);
    }

    [Fact]
    public async Task WithReference_OfAProject_GivesServiceDiscoveryAllItsEndpoints()
    {
        var builder = _appHost.Run();
        var api = builder.AddProject("scoring-api", _appHost.Api).WithEndpoint(name: "grpc", scheme: "http2");
        SampleAppHost.Allocate(api.Resource, "http", 5123);
        SampleAppHost.Allocate(api.Resource, "grpc", 5124);
        var client = builder.AddExecutable("client", "true", ".").WithReference(api);

        var variables = await SampleAppHost.VariablesAsync(client);

        Assert.Equal("http://localhost:5123", variables["services__scoring-api__http__0"]);
        Assert.Equal("http://localhost:5123", variables["SCORING_API_HTTP"]);
        Assert.Equal("http2://localhost:5124", variables["services__scoring-api__grpc__0"]);
    }

    [Fact]
    public async Task WithReference_OfAnEndpoint_GivesThatOneOnly()
    {
        var builder = _appHost.Run();
        var storage = builder.AddContainer("storage", "minio/minio").WithHttpEndpoint(targetPort: 9000, name: "s3").WithHttpEndpoint(targetPort: 9001, name: "console");
        SampleAppHost.Allocate(storage.Resource, "s3", 9000);
        var client = builder.AddExecutable("client", "true", ".").WithReference(storage.GetEndpoint("s3"));

        var variables = await SampleAppHost.VariablesAsync(client);

        Assert.Equal(["STORAGE_S3", "services__storage__s3__0"], variables.Keys);
    }

    [Fact]
    public async Task WithReference_OfAMissingConnectionString_IsAnErrorUnlessOptional()
    {
        var builder = _appHost.Run();
        var empty = builder.AddConnectionString("empty", ReferenceExpression.Create($"{""}"));
        var strict = builder.AddExecutable("strict", "true", ".").WithReference(empty);
        var lenient = builder.AddExecutable("lenient", "true", ".").WithReference(empty, "other", optional: true);

        var configuration = await ExecutionConfigurationBuilder.Create(strict.Resource).WithEnvironmentVariablesConfig()
            .BuildAsync(builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("'empty'", configuration.Exception!.Message, StringComparison.Ordinal);
        Assert.Empty(await SampleAppHost.VariablesAsync(lenient));
    }

    [Fact]
    public void WithReference_OfAnEndpointThatIsNot_IsRefusedBeforeAnythingStarts()
    {
        var builder = _appHost.Run();
        var storage = builder.AddContainer("storage", "minio/minio").WithHttpEndpoint(name: "console");
        builder.AddExecutable("client", "true", ".").WithReference(storage.GetEndpoint("s3"));

        var refused = Assert.Throws<DistributedApplicationException>(() => ModelValidator.Validate(new(builder.Resources)));

        Assert.Contains("'client'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'s3' of the resource 'storage'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("it has: console", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithReference_OfWhatIsNotInTheModel_IsRefusedBeforeAnythingStarts()
    {
        var builder = _appHost.Run();
        var stray = builder.CreateResourceBuilder(new ConnectionStringResource("stray", ReferenceExpression.Create($"x")));
        builder.AddExecutable("client", "true", ".").WithReference(stray);

        var refused = Assert.Throws<DistributedApplicationException>(() => ModelValidator.Validate(new(builder.Resources)));

        Assert.Contains("'client'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'stray'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithReference_ShowsAsARelationship()
    {
        var builder = _appHost.Run();
        var key = builder.AddParameter("key", "k");
        var client = builder.AddExecutable("client", "true", ".").WithEnvironment("KEY", $"prefix-{key}");

        var relationship = Assert.Single(client.Resource.Annotations.OfType<ResourceRelationshipAnnotation>());

        Assert.Equal(("key", "Reference"), (relationship.Resource.Name, relationship.Type));
    }
}
