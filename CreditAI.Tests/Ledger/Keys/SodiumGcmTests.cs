using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using CreditAI.Ledger.Keys;
using FsCheck;
using FsCheck.Fluent;

namespace CreditAI.Tests.Ledger.Keys;

public sealed class SodiumGcmTests
{
    private static readonly byte[] Nonce = new byte[AesGcmBox.NonceLength];

    [Fact]
    public void IsSodiumUsed_ProcessorKnowsAes_True()
    {
        Assert.SkipUnless(
            System.Runtime.Intrinsics.X86.Aes.IsSupported && Pclmulqdq.IsSupported, "This processor has no instructions for AES-GCM that are looked for here.");
        Assert.SkipWhen(SodiumGcm.IsFipsRequired, "This host allows only validated modules.");

        Assert.True(SodiumGcm.IsSodiumUsed, "libsodium did not come with the build, or does not see what the processor can do.");
    }

    [Fact]
    public void Seal_AnyContent_GivesTheFrameworksBytes()
        => Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            content =>
            {
                var (key, box, expected) = (SHA256.HashData(content), new byte[content.Length + AesGcmBox.TagLength], new byte[content.Length + AesGcmBox.TagLength]);
                SodiumGcm.Seal(key, Nonce, content, box);
                SodiumGcm.SealByFramework(key, Nonce, content, expected);
                return box.SequenceEqual(expected);
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(200)]
    [InlineData(100_000)]
    public void Seal_OfAnyLength_IsOpenedByTheFrameworkUntilABitIsChanged(int length)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var content = RandomNumberGenerator.GetBytes(length);
        var box = new byte[length + AesGcmBox.Overhead];
        SodiumGcm.Seal(key, Nonce, content, box.AsSpan(AesGcmBox.NonceLength));

        Assert.Equal(content, AesGcmBox.Open(key, box, []));
        box[^1] ^= 1;
        Assert.Throws<AuthenticationTagMismatchException>(() => AesGcmBox.Open(key, box, []));
    }

    [Theory]
    [InlineData(31, 12, 26)]
    [InlineData(33, 12, 26)]
    [InlineData(32, 11, 26)]
    [InlineData(32, 12, 25)]
    [InlineData(32, 12, 27)]
    public void Seal_OtherLengths_IsRefusedAndWritesNothing(int key, int nonce, int box)
    {
        var written = new byte[box];

        Assert.Throws<ArgumentException>(() => SodiumGcm.Seal(new byte[key], new byte[nonce], new byte[10], written));
        Assert.All(written, value => Assert.Equal(0, value));
    }
}
