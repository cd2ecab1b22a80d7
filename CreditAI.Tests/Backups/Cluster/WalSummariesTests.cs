using CreditAI.Backups.Cluster;
using NpgsqlTypes;

namespace CreditAI.Tests.Backups.Cluster;

public sealed class WalSummariesTests
{
    [Fact]
    public void Cover_UnbrokenOverAPromotion_TakesEachTimelineUpToItsEnd()
    {
        var history = new TimelineHistory(2, [new TimelineSwitch(1, At(250))]);
        WalSummary[] available = [Summary(1, 0, 100), Summary(1, 100, 200), Summary(1, 200, 300), Summary(2, 250, 400)];

        Assert.Equal(available, WalSummaries.Cover(available, history, At(50), At(400)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Cover_OneMissing_IsNull(int missing)
    {
        WalSummary[] available = [Summary(1, 0, 100), Summary(1, 100, 200), Summary(1, 200, 300)];

        Assert.Null(WalSummaries.Cover([.. available.Where((_, index) => index != missing)], TimelineHistory.First, At(50), At(300)));
    }

    private static WalSummary Summary(uint timeline, ulong from, ulong to) => new(timeline, At(from), At(to));

    private static NpgsqlLogSequenceNumber At(ulong lsn) => new(lsn);
}
