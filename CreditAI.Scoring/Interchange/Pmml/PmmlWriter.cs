using System.Globalization;
using System.Text;
using System.Xml;

namespace CreditAI.Scoring.Interchange.Pmml;

/// <summary>Writes PMML's elements; the same calls give the same bytes.</summary>
internal sealed class PmmlWriter(Stream stream) : IDisposable
{
    // Entitized, or a parser would make blanks of a level's line breaks.
    private readonly XmlWriter _xml = XmlWriter.Create(stream, new XmlWriterSettings
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
        NewLineHandling = NewLineHandling.Entitize,
    });

    /// <summary>Shortest form that reads back as the same number; an xs:double.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    public void Element(string name, IEnumerable<(string Name, string? Value)> attributes, Action? content = null)
    {
        _xml.WriteStartElement(name, PmmlScorecard.Namespace);
        foreach (var attribute in attributes)
        {
            if (attribute.Value is not null)
            {
                _xml.WriteAttributeString(attribute.Name, attribute.Value);
            }
        }

        content?.Invoke();
        _xml.WriteEndElement();
    }

    /// <summary>An element that holds a text and nothing else.</summary>
    public void Text(string name, string text, params IEnumerable<(string Name, string? Value)> attributes) => Element(name, attributes, () => _xml.WriteString(text));

    public void Apply(string function, params Action[] arguments) => Element("Apply", [("function", function)], () => Array.ForEach(arguments, argument => argument()));

    public void Constant(double value) => Text("Constant", Number(value), ("dataType", "double"));

    public void Whole(string name, int value) => Text(name, Whole(value), ("dataType", "integer"));

    public void Reference(string field) => Element("FieldRef", [("field", field)]);

    public void Dispose() => _xml.Dispose();
}
