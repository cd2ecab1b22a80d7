using System.Globalization;
using System.Text;

namespace CreditAI.ServiceDefaults.Metrics;

/// <summary>The values of one metric for one set of labels. Recording is safe from any thread and takes no lock.</summary>
internal abstract class Series(string labels)
{
    public string Labels { get; } = labels;

    /// <summary>The last collection in which an observable instrument reported this series.</summary>
    public long SeenIn { get; set; }

    public abstract void Record(double value);

    public abstract void Write(StringBuilder text, string name);

    protected static void Add(ref double location, double value)
    {
        var seen = Volatile.Read(ref location);
        while (true)
        {
            var found = Interlocked.CompareExchange(ref location, seen + value, seen);
            if (BitConverter.DoubleToInt64Bits(found) == BitConverter.DoubleToInt64Bits(seen))
            {
                return;
            }

            seen = found;
        }
    }

    protected static void Line(StringBuilder text, string name, string suffix, string labels, double value)
    {
        text.Append(name).Append(suffix);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    protected static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
