namespace Aspire.Hosting.Dashboard;

/// <summary>Where a browser finds the dashboard; known once its proxy has a port.</summary>
internal sealed class DashboardAddress(DashboardOptions options)
{
    private readonly TaskCompletionSource<Uri> _url = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Set(string url) => _url.TrySetResult(new Uri(url, UriKind.Absolute));

    /// <summary>The address without the token.</summary>
    public Task<Uri> GetAsync(CancellationToken cancellationToken) => _url.Task.WaitAsync(cancellationToken);

    /// <summary>The address that logs a browser in.</summary>
    public async Task<Uri> GetLoginAsync(CancellationToken cancellationToken) =>
        new(await GetAsync(cancellationToken).ConfigureAwait(false), $"/login?t={options.BrowserToken}");
}
