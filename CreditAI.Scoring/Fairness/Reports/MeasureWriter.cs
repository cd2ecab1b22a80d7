using System.Text.Json;

namespace CreditAI.Scoring.Fairness.Reports;

/// <summary>Writes measures as plain numbers and remembers, with its path, what is null and why.</summary>
internal sealed class MeasureWriter(Utf8JsonWriter json)
{
    private readonly List<string> _path = [];
    private readonly List<(string Path, Measure Measure)> _undefined = [];

    public Utf8JsonWriter Json => json;

    public void Object(string name, Action write)
    {
        json.WriteStartObject(name);
        _path.Add(name);
        write();
        _path.RemoveAt(_path.Count - 1);
        json.WriteEndObject();
    }

    public void Number(string name, Measure measure)
    {
        json.WriteMeasure(name, measure.Value);
        if (measure.Value is null)
        {
            _undefined.Add((string.Join('.', _path.Append(name)), measure));
        }
    }

    public void Numbers(IEnumerable<NamedMeasure> measures)
    {
        foreach (var (name, measure) in measures)
        {
            Number(name, measure);
        }
    }

    public void Interval(string name, Interval? interval)
    {
        if (interval is { } known)
        {
            json.WriteStartArray(name);
            json.WriteNumberValue(known.Low);
            json.WriteNumberValue(known.High);
            json.WriteEndArray();
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public void Texts(string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>Everything written as null so far: where it stands, the rows it would rest on, and why it has no value.</summary>
    public void Undefined()
    {
        json.WriteStartArray("undefined");
        foreach (var (path, measure) in _undefined)
        {
            json.WriteStartObject();
            json.WriteString("path", path);
            json.WriteNumber("n", measure.N);
            json.WriteString("reason", measure.Undefined);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
