using System.Net;
using CreditAI.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace CreditAI.Tests.ServiceDefaults;

/// <summary>When a request is given up, and when a service is not asked any more: in a time that the tests move.</summary>
public sealed class OutgoingLimitsTests : IDisposable
{
    private static readonly Uri Other = new("http://other/");

    private readonly FakeTimeProvider _time = new();
    private readonly Answering _network = new();
    private readonly IHost _host;
    private readonly HttpClient _client;

    public OutgoingLimitsTests()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.AddServiceDefaults();
        builder.Services.ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(() => _network));
        _host = builder.Build();
        _client = _host.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Circuit_opens_at_a_hundred_failures_for_five_seconds_and_closes_by_one_success()
    {
        _network.Answer = Says(HttpStatusCode.ServiceUnavailable);
        await PostAsync(100);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => PostAsync(1));
        Assert.Equal(100, _network.Calls);

        _time.Advance(TimeSpan.FromSeconds(4.9));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => PostAsync(1));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        _network.Answer = Says(HttpStatusCode.OK);
        await PostAsync(50);

        Assert.Equal(150, _network.Calls);
    }

    [Fact]
    public async Task Circuit_whose_trial_fails_stays_open_for_another_five_seconds()
    {
        _network.Answer = Says(HttpStatusCode.ServiceUnavailable);
        await PostAsync(100);

        _time.Advance(TimeSpan.FromSeconds(5));
        await PostAsync(1);

        await Assert.ThrowsAsync<BrokenCircuitException>(() => PostAsync(1));
        Assert.Equal(101, _network.Calls);
    }

    [Fact]
    public async Task Circuit_of_one_service_is_not_that_of_another()
    {
        _network.Answer = Says(HttpStatusCode.ServiceUnavailable);
        await PostAsync(100);

        var another = await _client.PostAsync(new Uri("http://another/"), null, Cancel);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, 101), (another.StatusCode, _network.Calls));
    }

    [Fact]
    public async Task Circuit_stays_closed_while_less_than_a_tenth_fail()
    {
        _network.Answer = (call, _) => Says(call % 11 == 0 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK)(call, default);

        await PostAsync(300);

        Assert.Equal(300, _network.Calls);
    }

    [Fact]
    public async Task Attempt_is_given_up_after_ten_seconds()
    {
        _network.Answer = Never;

        var posted = PostAsync(1);
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(_network.Canceled);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => posted);
        Assert.Equal((true, 1), (_network.Canceled, _network.Calls));
    }

    [Fact]
    public async Task All_attempts_together_are_given_up_after_thirty_seconds()
    {
        _network.Answer = (_, _) =>
        {
            var busy = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
            busy.Headers.RetryAfter = new(TimeSpan.FromSeconds(20));
            return Task.FromResult(busy);
        };

        var got = _client.GetAsync(Other, Cancel);
        _time.Advance(TimeSpan.FromSeconds(19.9));
        Assert.Equal(1, _network.Calls);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await _network.CalledAsync(2).WaitAsync(Cancel);
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(got.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => got);
        Assert.Equal(2, _network.Calls);
    }

    public void Dispose()
    {
        _client.Dispose();
        _host.Dispose();
        _network.Dispose();
    }

    private static Func<int, CancellationToken, Task<HttpResponseMessage>> Says(HttpStatusCode status) =>
        (_, _) => Task.FromResult(new HttpResponseMessage(status));

    private static async Task<HttpResponseMessage> Never(int call, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("it never answers");
    }

    // A post is not repeated, so that each is one call.
    private async Task PostAsync(int times)
    {
        for (var time = 0; time < times; time++)
        {
            using var answer = await _client.PostAsync(Other, null, Cancel);
        }
    }

    /// <summary>In place of the network: counts the calls and answers as told.</summary>
    private sealed class Answering : HttpMessageHandler
    {
        private readonly Dictionary<int, TaskCompletionSource> _called = [];
        private readonly Lock _gate = new();

        public Func<int, CancellationToken, Task<HttpResponseMessage>> Answer { get; set; } = Never;

        public int Calls { get; private set; }

        /// <summary>Whether the last call was given up by the caller.</summary>
        public bool Canceled { get; private set; }

        public Task CalledAsync(int call)
        {
            lock (_gate)
            {
                return Calls >= call ? Task.CompletedTask : (_called[call] = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            lock (_gate)
            {
                cancellationToken.Register(() => Canceled = true);
                if (_called.Remove(++Calls, out var called))
                {
                    called.SetResult();
                }
            }

            return Answer(Calls, cancellationToken);
        }
    }
}
