using CreditAI.Backups.Drills;
using CreditAI.Backups.Restoring;

namespace CreditAI.Tests.Backups.Restoring;

public sealed class PrivateDirectoryTests
{
    [Fact]
    public void Make_OneThatOthersCouldLookInto_IsClosedToThem()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes");
        var directory = Directory.CreateTempSubdirectory("creditai-private-");
        File.SetUnixFileMode(directory.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        PrivateDirectory.Make(directory.FullName);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory.FullName));
        directory.Delete();
    }

    [Fact]
    public void Directory_OfDrillsByDefault_IsTheUsersOwn() => Assert.EndsWith($"-{Environment.UserName}", new DrillOptions().Directory, StringComparison.Ordinal);
}
