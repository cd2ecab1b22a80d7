using System.Text.Json;

namespace CreditAI.ScoringApi.Applications;

/// <summary>
/// Numbers of up to fifteen digits without an exponent, as amounts and ratios are sent. Their digits and the power of ten beneath them are both
/// exact in a double, so that one division rounds as the general algorithm does (Clinger, How to Read Floating Point Numbers Accurately, 1990),
/// in a fraction of its time.
/// </summary>
internal static class ShortDecimal
{
    private const int MostDigits = 15; // 10^15 < 2^53

    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <param name="json">A number as <see cref="Utf8JsonReader"/> has accepted it.</param>
    /// <param name="number">The nearest double.</param>
    /// <returns>False where it is not so short, or has an exponent: then the general algorithm is for it.</returns>
    public static bool TryParse(ReadOnlySpan<byte> json, out double number)
    {
        number = 0;
        var isNegative = json[0] == '-';
        if (json.Length > MostDigits + 1)
        {
            return false;
        }

        var (digits, point) = (0L, -1);
        for (var index = isNegative ? 1 : 0; index < json.Length; index++)
        {
            var digit = json[index] - '0';
            if ((uint)digit <= 9)
            {
                digits = (10 * digits) + digit;
            }
            else if (json[index] == '.')
            {
                point = index;
            }
            else
            {
                return false;
            }
        }

        // Without a sign and a point sixteen characters are sixteen digits.
        if (digits >= 1_000_000_000_000_000)
        {
            return false;
        }

        number = point < 0 ? digits : digits / Powers[json.Length - 1 - point];
        number = isNegative ? -number : number;
        return true;
    }
}
