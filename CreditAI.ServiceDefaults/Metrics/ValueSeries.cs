using System.Text;

namespace CreditAI.ServiceDefaults.Metrics;

internal sealed class ValueSeries(string labels, MetricKind kind) : Series(labels)
{
    private double _value;

    public override void Record(double value)
    {
        switch (kind)
        {
            case MetricKind.Counter when value >= 0 && double.IsFinite(value): // a counter never falls
            case MetricKind.UpDownCounter when double.IsFinite(value):
                Add(ref _value, value);
                break;
            case MetricKind.Gauge or MetricKind.ObservableGauge or MetricKind.ObservableCounter:
                Volatile.Write(ref _value, value);
                break;
            default:
                break;
        }
    }

    public override void Write(StringBuilder text, string name) => Line(text, name, "", Labels, Volatile.Read(ref _value));
}
