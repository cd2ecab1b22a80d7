using System.Globalization;
using System.Text.Json;

namespace CreditAI.Scoring.Documents;

/// <summary>One object of a document and where it lies. A member that is absent or ill-typed is reported; reading goes on with a stand-in.</summary>
internal readonly struct DocumentNode(DocumentReader reader, JsonElement element, string path)
{
    public string Path => path;

    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    public void Report(string message) => reader.Report(path, message);

    public void Report(string member, string message) => reader.Report($"{path}.{member}", message);

    /// <summary>A mistyped member would be silently without effect, so every member must be known.</summary>
    public void AllowOnly(params ReadOnlySpan<string> members)
    {
        if (!IsObject)
        {
            Report("must be an object");
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!members.Contains(property.Name))
            {
                Report(property.Name, $"is not known here; known are {string.Join(", ", members)}");
            }
        }
    }

    public string Text(string member) => OptionalText(member) ?? Missing(member, "a text", "");

    /// <summary>A text; numbers and true/false are taken as the text they are written as, since label values often look like them.</summary>
    public string? OptionalText(string member)
    {
        if (!TryGet(member, out var value))
        {
            return null;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return value.GetString();
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                return value.GetRawText();
            default:
                Report(member, "must be a text");
                return null;
        }
    }

    public double Number(string member) => OptionalNumber(member) ?? Missing(member, "a finite number", 0d);

    public double? OptionalNumber(string member)
    {
        if (!TryGet(member, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number))
        {
            return number;
        }

        Report(member, "must be a finite number");
        return null;
    }

    /// <summary>True or false; an absent one is false.</summary>
    public bool Flag(string member)
    {
        if (!TryGet(member, out var value))
        {
            return false;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Report(member, "must be true or false");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    public int Integer(string member)
    {
        if (TryGet(member, out var value))
        {
            if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
            {
                return number;
            }

            Report(member, "must be a whole number");
            return 0;
        }

        return Missing(member, "a whole number", 0);
    }

    public DocumentNode? Child(string member) =>
        TryGet(member, out var value) ? new DocumentNode(reader, value, $"{path}.{member}") : null;

    public DocumentNode RequiredChild(string member)
    {
        if (Child(member) is { IsObject: true } child)
        {
            return child;
        }

        Report(member, "an object is required");
        return new DocumentNode(reader, default, $"{path}.{member}");
    }

    /// <summary>The objects of an array; empty when it is absent.</summary>
    public IReadOnlyList<DocumentNode> Items(string member) => Elements(member, JsonValueKind.Object, "object");

    public IReadOnlyList<string> Texts(string member) =>
        [.. Elements(member, JsonValueKind.String, "text").Select(node => node.RawText())];

    public IReadOnlyList<double> Numbers(string member)
    {
        var numbers = new List<double>();
        foreach (var node in Elements(member, JsonValueKind.Number, "number"))
        {
            numbers.Add(node.RawNumber());
        }

        return numbers;
    }

    /// <summary>The members of an object of texts, in their order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> TextMap(string member)
    {
        if (Child(member) is not { } child)
        {
            return [];
        }

        if (!child.IsObject)
        {
            child.Report("must be an object of texts");
            return [];
        }

        return [.. child.Names().Select(name => KeyValuePair.Create(name, child.Text(name)))];
    }

    public IReadOnlyList<string> Names() =>
        element.ValueKind == JsonValueKind.Object ? [.. element.EnumerateObject().Select(property => property.Name)] : [];

    /// <summary>The member's JSON as written; null when absent.</summary>
    public JsonElement? Raw(string member) => TryGet(member, out var value) ? value.Clone() : null;

    private List<DocumentNode> Elements(string member, JsonValueKind kind, string word)
    {
        if (!TryGet(member, out var array))
        {
            return [];
        }

        if (array.ValueKind != JsonValueKind.Array)
        {
            Report(member, "must be an array");
            return [];
        }

        var nodes = new List<DocumentNode>();
        foreach (var item in array.EnumerateArray())
        {
            var node = new DocumentNode(reader, item, string.Create(CultureInfo.InvariantCulture, $"{path}.{member}[{nodes.Count}]"));
            if (item.ValueKind != kind)
            {
                node.Report($"must be a {word}");
                continue;
            }

            nodes.Add(node);
        }

        return nodes;
    }

    private string RawText() => element.GetString() ?? "";

    private double RawNumber()
    {
        if (element.TryGetDouble(out var number) && double.IsFinite(number))
        {
            return number;
        }

        Report("must be a finite number");
        return 0;
    }

    private bool TryGet(string member, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty(member, out value)
            && value.ValueKind != JsonValueKind.Null;
    }

    private T Missing<T>(string member, string what, T standIn)
    {
        if (!TryGet(member, out _))
        {
            Report(member, $"{what} is required");
        }

        return standIn;
    }
}
