using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using CreditAI.Tests.Scoring;
using NJsonSchema;

namespace CreditAI.Tests.Hosting.Manifest;

public sealed class ManifestTests : IDisposable
{
    private readonly SampleAppHost _appHost = new();

    public void Dispose() => _appHost.Dispose();

    [Fact]
    public async Task Manifest_OfTheReferenceModel_IsAspiresOwn()
    {
        var reference = Reference.File("reference/aspire/manifest.json");

        var manifest = await WriteAsync(ReferenceModel(_appHost.Publish()));

        // Text against text: the order of the fields and resources is part of it.
        Assert.Equal(JsonNode.Parse(File.ReadAllText(reference))!.ToJsonString(), manifest.ToJsonString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Manifest_FitsItsSchema(bool everyKind)
    {
        var schema = await SchemaAsync();

        var manifest = await WriteAsync(everyKind ? EveryKind(_appHost.Publish()) : ReferenceModel(_appHost.Publish()));

        Assert.Empty(schema.Validate(manifest.ToJsonString()));
    }

    [Fact]
    public async Task Schema_AsReadHere_RefusesWhatDoesNotFit()
    {
        var schema = await SchemaAsync();

        Assert.NotEmpty(schema.Validate("""{ "resources": { "a": { "type": "container.v0" } } }"""));
        Assert.NotEmpty(schema.Validate("""{ "resources": { "a": { "type": "container.v0", "image": "x", "build": {} } } }"""));
        Assert.NotEmpty(schema.Validate("""{ "resources": { "a": { "type": "value.v0", "connectionString": "x", "more": 1 } } }"""));
    }

    [Fact]
    public async Task Manifest_OfEveryKindOfResource_IsTheSnapshot()
    {
        var manifest = await WriteAsync(EveryKind(_appHost.Publish()));

        var snapshot = RepositoryFiles.Path("CreditAI.Tests", "Hosting", "Manifest", "EveryKind.json");
        Assert.Equal(JsonNode.Parse(File.ReadAllText(snapshot))!.ToJsonString(), manifest.ToJsonString());
    }

    [Theory]
    [InlineData("--publisher", "manifest")]
    [InlineData("--operation", "publish", "--step", "publish-manifest")]
    public async Task Manifest_IsWrittenByEitherCommandLine_AndNothingStarts(params string[] command)
    {
        var builder = _appHost.Run([.. command, "--output-path", _appHost.Manifest]);
        builder.AddExecutable("never", Path.Combine(_appHost.Root, "is-not-there"), ".");

        await using var application = builder.Build();
        await application.RunAsync(TestContext.Current.CancellationToken);

        Assert.Contains("executable.v0", File.ReadAllText(_appHost.Manifest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manifest_OfAModelAtFault_LeavesWhatWasThere()
    {
        File.WriteAllText(_appHost.Manifest, "before");
        var builder = _appHost.Publish();
        builder.AddResource(new ContainerResource("imageless"));

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => WriteAsync(builder));

        Assert.Contains("imageless", fault.Message, StringComparison.Ordinal);
        Assert.Equal("before", File.ReadAllText(_appHost.Manifest));
    }

    private static async Task<JsonSchema> SchemaAsync()
    {
        var text = File.ReadAllText(Reference.File("schemas/aspire-manifest-8.0.json"));
        return await JsonSchema.FromJsonAsync(InWordsOfDraft4(JsonNode.Parse(text))!.ToJsonString(), TestContext.Current.CancellationToken);
    }

    /// <summary>NJsonSchema knows neither <c>const</c> nor true and false in place of a schema; draft 4 says the same in other words.</summary>
    private static JsonNode? InWordsOfDraft4(JsonNode? schema, bool isSchema = true) => schema switch
    {
        JsonObject fields => new JsonObject(fields.Select(f => f.Key == "const"
            ? KeyValuePair.Create("enum", (JsonNode?)new JsonArray(f.Value!.DeepClone()))
            : KeyValuePair.Create(f.Key, InWordsOfDraft4(f.Value, isSchema: fields.Parent is JsonObject && fields.GetPropertyName() == "properties")))),
        JsonArray items => new JsonArray([.. items.Select(i => InWordsOfDraft4(i, isSchema: false))]),
        JsonValue value when isSchema && value.TryGetValue(out bool allowed) => allowed ? new JsonObject() : new JsonObject { ["not"] = new JsonObject() },
        _ => schema?.DeepClone(),
    };

    private async Task<JsonNode> WriteAsync(IDistributedApplicationBuilder builder)
    {
        await using var application = builder.Build();
        await application.RunAsync(TestContext.Current.CancellationToken);
        return JsonNode.Parse(await File.ReadAllTextAsync(_appHost.Manifest, TestContext.Current.CancellationToken))!;
    }

    private IDistributedApplicationBuilder ReferenceModel(IDistributedApplicationBuilder builder)
    {
        var apiKey = builder.AddParameter("api-key", secret: true);
        var postgres = builder.AddPostgres("postgres").WithDataVolume();
        var database = postgres.AddDatabase("creditai");
        var cache = builder.AddRedis("cache");
        var user = builder.AddParameter("minio-user", "creditai");
        var password = builder.AddParameter("minio-password", secret: true);
        var storage = builder.AddContainer("storage", "minio/minio", "RELEASE.2025-09-07T16-13-09Z")
            .WithArgs("server", "/data")
            .WithHttpEndpoint(targetPort: 9000, name: "s3")
            .WithEnvironment("MINIO_ROOT_USER", user)
            .WithEnvironment("MINIO_ROOT_PASSWORD", password)
            .WithVolume("creditai-storage", "/data");
        var api = builder.AddProject("scoring-api", _appHost.Api)
            .WithReference(database).WaitFor(database)
            .WithReference(cache).WaitFor(cache)
            .WithReference(storage.GetEndpoint("s3"))
            .WithEnvironment("ApiKey", apiKey)
            .WithExternalHttpEndpoints()
            .WithHttpHealthCheck("/health/ready")
            .WithReplicas(2);
        builder.AddProject("fairness-worker", _appHost.Api)
            .WithReference(database).WaitFor(database)
            .WithReference(api).WaitFor(api);
        return builder;
    }

    private IDistributedApplicationBuilder EveryKind(IDistributedApplicationBuilder builder)
    {
        var key = builder.AddParameter("key", new GenerateParameterDefault { MinLength = 40, Special = false, MinNumeric = 2 }, secret: true, persist: true);
        var level = builder.AddParameter("level", "info", publishValueAsDefault: true);
        var legacy = builder.AddConnectionString("legacy");
        var cache = builder.AddRedis("cache").WithDataVolume("cache-data");
        var mixed = builder.AddConnectionString("mixed", ReferenceExpression.Create($"{legacy};Level={level}"));
        var tool = builder.AddExecutable("tool", "sh", "tools", "-c", "exit 0").WithArgs(key).WithHttpEndpoint(port: 81, env: "PORT");
        builder.AddContainer("web", "registry.local:5000/web@sha256:0123").WithBindMount("conf", "/conf", isReadOnly: true).WithVolume("scratch", "/scratch");
        builder.AddProject("api", _appHost.Api, "both").WithReference(mixed).WithReference(cache, "store").WithReference(tool.GetEndpoint("http"));
        builder.AddExecutable("here-only", "true", ".").ExcludeFromManifest();
        return builder;
    }
}
