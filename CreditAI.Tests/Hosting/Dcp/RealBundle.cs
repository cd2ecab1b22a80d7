using Aspire.Hosting.Dcp;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditAI.Tests.Hosting.Dcp;

/// <summary>The orchestrator of this machine; a test that needs it is skipped where there is none.</summary>
internal static class RealBundle
{
    public static async Task<DcpBundle> GetAsync()
    {
        try
        {
            var locator = new DcpBundleLocator(AppContext.BaseDirectory, BundleEnvironment.Machine, new BundleUnpacker(NullLogger<BundleUnpacker>.Instance));
            return await locator.FindAsync(TestContext.Current.CancellationToken);
        }
        catch (BundleNotFoundException exception)
        {
            Assert.Skip(exception.Message);
            throw;
        }
    }
}
