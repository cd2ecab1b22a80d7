using System.Globalization;
using System.Text;
using CreditAI.ScoringApi.Applications;
using FsCheck;
using FsCheck.Fluent;

namespace CreditAI.Tests.ScoringApi.Applications;

public sealed class ShortDecimalTests
{
    [Fact]
    public void TryParse_AnyDigitsWithAPointAnywhere_IsTheNearestDouble()
    {
        var numbers =
            from digits in Gen.Choose(1, 18).SelectMany(count => Gen.Elements("0123456789".ToCharArray()).ListOf(count))
            from point in Gen.Choose(0, 18)
            from sign in Gen.Elements("", "-")
            let whole = string.Concat(digits)
            select sign + (point > 0 && point < whole.Length ? whole.Insert(point, ".") : whole);

        Prop.ForAll(numbers.ToArbitrary(), text =>
            !ShortDecimal.TryParse(Encoding.ASCII.GetBytes(text), out var number)
            || BitConverter.DoubleToInt64Bits(number) == BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("42500", 42500)]
    [InlineData("-17.25", -17.25)]
    [InlineData("0.1", 0.1)]
    [InlineData("123456789012345", 123456789012345)]
    public void TryParse_AsApplicationsHaveThem_IsTaken(string text, double expected)
    {
        Assert.True(ShortDecimal.TryParse(Encoding.ASCII.GetBytes(text), out var number));
        Assert.Equal(expected, number);
    }

    [Theory]
    [InlineData("1e3")]
    [InlineData("1.5E-2")]
    [InlineData("1234567890123456")]
    [InlineData("0.12345678901234567")]
    public void TryParse_LongOrWithAnExponent_IsLeftToTheGeneralAlgorithm(string text)
        => Assert.False(ShortDecimal.TryParse(Encoding.ASCII.GetBytes(text), out _));
}
