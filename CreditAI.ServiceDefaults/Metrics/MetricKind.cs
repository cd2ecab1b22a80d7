namespace CreditAI.ServiceDefaults.Metrics;

/// <summary>What a measurement does to its series.</summary>
internal enum MetricKind
{
    /// <summary>Adds a non-negative amount.</summary>
    Counter,

    /// <summary>Adds an amount of either sign; a gauge to Prometheus.</summary>
    UpDownCounter,

    /// <summary>Replaces the value.</summary>
    Gauge,

    /// <summary>Replaces the running total that the instrument itself keeps.</summary>
    ObservableCounter,

    /// <summary>Replaces the value, and forgets it when it is not observed any more.</summary>
    ObservableGauge,

    /// <summary>Counts into buckets.</summary>
    Histogram,
}
