using StackExchange.Redis;

namespace CreditAI.ScoringApi.RateLimits;

/// <summary>Connects to the cache at the first use, and lets the library connect again when it is lost.</summary>
internal sealed class CacheConnection(string connectionString) : IAsyncDisposable
{
    private ConnectionMultiplexer? _connection;

    public async Task<IDatabase> OpenAsync()
    {
        if (_connection is null)
        {
            var options = ConfigurationOptions.Parse(connectionString);
            options.AbortOnConnectFail = false; // it may come later than the service
            options.ConnectTimeout = 1_000; // ms
            options.ClientName = "creditai-scoring-api";
            _connection = await ConnectionMultiplexer.ConnectAsync(options);
        }

        return _connection.GetDatabase();
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.CloseAsync(allowCommandsToComplete: false);
            _connection.Dispose();
        }
    }
}
