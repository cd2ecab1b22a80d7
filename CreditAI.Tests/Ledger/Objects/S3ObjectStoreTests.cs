using CreditAI.Ledger.Objects;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.Ledger.Objects;

/// <summary>The contract against an S3 server: the one CREDITAI_TEST_S3 names, else moto_server where it is on PATH.</summary>
public sealed class S3ObjectStoreTests(S3Server server) : ObjectStoreContract, IClassFixture<S3Server>
{
    protected override async Task<IObjectStore> OpenAsync() => ObjectStoreFactory.Open(await server.ConnectionStringAsync());
}
