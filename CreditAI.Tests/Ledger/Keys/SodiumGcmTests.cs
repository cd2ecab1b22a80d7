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
                var key = SHA256.HashData(content);
                return SodiumGcm.Seal(key, Nonce, content).SequenceEqual(SodiumGcm.SealByFramework(key, Nonce, content));
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
        byte[] box = [.. Nonce, .. SodiumGcm.Seal(key, Nonce, content)];

        Assert.Equal(content, AesGcmBox.Open(key, box, []));
        box[^1] ^= 1;
        Assert.Throws<AuthenticationTagMismatchException>(() => AesGcmBox.Open(key, box, []));
    }
}
