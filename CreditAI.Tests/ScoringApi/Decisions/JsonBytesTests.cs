using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CreditAI.ScoringApi.Decisions;
using FsCheck;
using FsCheck.Fluent;

namespace CreditAI.Tests.ScoringApi.Decisions;

public sealed class JsonBytesTests
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Text_Any_IsAsTheSerializerHasIt()
        => Prop.ForAll<string?>(text => Written(json => json.Text(text)) == JsonSerializer.Serialize(text, Relaxed)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("plain ~ text")]
    [InlineData("\"quoted\" and \\ and /")]
    [InlineData("Zo\u00eb <7> & \u00fc \u4e2d")]
    [InlineData("tab\t line\n nul\0 del\u007f")]
    [InlineData("half \ud83d of a pair")]
    [InlineData("\ud83d\ude00")]
    [InlineData("")]
    public void Text_OfEveryKind_IsAsTheSerializerHasIt(string text)
        => Assert.Equal(JsonSerializer.Serialize(text, Relaxed), Written(json => json.Text(text)));

    [Fact]
    public void Number_AnyFinite_IsAsTheSerializerHasIt()
        => Prop.ForAll<NormalFloat>(number => Written(json => json.Number(number.Get)) == JsonSerializer.Serialize(number.Get)).QuickCheckThrowOnFailure();

    [Fact]
    public void Time_AnyOfUtc_IsAsTheSerializerHasIt()
        => Prop.ForAll(Gen.Choose(0, int.MaxValue).Two().ToArbitrary(), drawn =>
        {
            // All seven digits, tenths, and whole seconds.
            var (high, low) = drawn;
            long[] ticks = [((long)high << 20) + low, high * 1_000_000L, high * TimeSpan.TicksPerSecond];
            return ticks.Select(tick => new DateTimeOffset(tick, TimeSpan.Zero))
                .All(time => Written(json => json.Time(time)) == JsonSerializer.Serialize(time));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Id_Any_IsAsTheSerializerHasIt()
        => Prop.ForAll<Guid>(id => Written(json => json.Id(id)) == JsonSerializer.Serialize(id)).QuickCheckThrowOnFailure();

    [Fact]
    public void Written_FarMoreThanItBeginsWith_IsAllThere()
    {
        var text = new string('x', 100_000);

        Assert.Equal($"12\"{text}\"-7", Written(json =>
        {
            json.Number(12);
            json.Text(text);
            json.Number(-7);
        }));
    }

    private static string Written(Action<JsonBytes> write)
    {
        var json = new JsonBytes();
        json.Raw("before"u8);
        json.Clear();
        write(json);
        return Encoding.UTF8.GetString(json.Written);
    }
}
