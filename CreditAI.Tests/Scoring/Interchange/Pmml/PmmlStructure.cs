using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CreditAI.Tests.Scoring.Interchange.Pmml;

/// <summary>
/// What PMML 4.4's schema lets the elements that a scorecard uses hold, written down from the specification: attributes (! is
/// required) and the order of children. Another element or attribute is a fault.
/// </summary>
internal static class PmmlStructure
{
    public static readonly XNamespace Namespace = "http://www.dmg.org/PMML-4_4";

    private const string Expression = "(Constant|FieldRef|Discretize|MapValues|Apply)";
    private const string Predicate = "(SimplePredicate|CompoundPredicate|True|False)";

    private static readonly Dictionary<string, (string Attributes, string Children)> Elements = new()
    {
        ["PMML"] = ("version!", "Header DataDictionary TransformationDictionary? Scorecard+ Extension*"),
        ["Header"] = ("copyright description modelVersion", "Extension* Application? Annotation* Timestamp?"),
        ["Application"] = ("name! version", "Extension*"),
        ["Extension"] = ("extender name value", ""),
        ["DataDictionary"] = ("numberOfFields", "Extension* DataField+"),
        ["DataField"] = ("name! displayName optype! dataType!", "Extension* Interval* Value*"),
        ["Interval"] = ("closure! leftMargin rightMargin", "Extension*"),
        ["Value"] = ("value! displayValue property", "Extension*"),
        ["Scorecard"] = (
            "modelName functionName! algorithmName initialScore useReasonCodes reasonCodeAlgorithm baselineScore baselineMethod isScorable",
            "Extension* MiningSchema Output? Targets? LocalTransformations? Characteristics Extension*"),
        ["MiningSchema"] = ("", "Extension* MiningField+"),
        ["MiningField"] = ("name! usageType optype missingValueReplacement missingValueTreatment invalidValueTreatment", "Extension*"),
        ["Output"] = ("", "Extension* OutputField+"),
        ["OutputField"] = ("name! displayName optype dataType! targetField feature value rank isFinalResult", $"Extension* {Expression}?"),
        ["LocalTransformations"] = ("", "Extension* DerivedField*"),
        ["DerivedField"] = ("name displayName optype! dataType!", $"Extension* {Expression} Value*"),
        ["Discretize"] = ("field! mapMissingTo defaultValue dataType", "Extension* DiscretizeBin*"),
        ["DiscretizeBin"] = ("binValue!", "Extension* Interval"),
        ["MapValues"] = ("mapMissingTo defaultValue outputColumn! dataType", "Extension* FieldColumnPair* InlineTable"),
        ["FieldColumnPair"] = ("field! column!", "Extension*"),
        ["InlineTable"] = ("", "Extension* row*"),
        ["row"] = ("", "level group"),
        ["level"] = ("", ""),
        ["group"] = ("", ""),
        ["Apply"] = ("function! mapMissingTo defaultValue", $"Extension* {Expression}*"),
        ["Constant"] = ("dataType", ""),
        ["FieldRef"] = ("field! mapMissingTo", "Extension*"),
        ["Characteristics"] = ("", "Extension* Characteristic+"),
        ["Characteristic"] = ("name reasonCode baselineScore", "Extension* Attribute+"),
        ["Attribute"] = ("reasonCode partialScore", $"Extension* {Predicate} ComplexPartialScore?"),
        ["SimplePredicate"] = ("field! operator! value", "Extension*"),
        ["CompoundPredicate"] = ("booleanOperator!", $"Extension* {Predicate} {Predicate}+"),
        ["True"] = ("", "Extension*"),
    };

    public static void Check(XElement root)
    {
        Assert.Equal(("PMML", "4.4"), (root.Name.LocalName, (string?)root.Attribute("version")));
        foreach (var element in root.DescendantsAndSelf())
        {
            Assert.Equal(Namespace, element.Name.Namespace);
            Assert.True(Elements.TryGetValue(element.Name.LocalName, out var known), $"{element.Name.LocalName} is not expected");
            string[] attributes = [.. element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).Select(attribute => attribute.Name.LocalName)];
            string[] allowed = known.Attributes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.All(attributes, attribute => Assert.Contains(attribute, allowed.Select(name => name.TrimEnd('!'))));
            Assert.All(allowed.Where(name => name.EndsWith('!')), name => Assert.Contains(name.TrimEnd('!'), attributes));
            var children = string.Concat(element.Elements().Select(child => child.Name.LocalName + " "));
            Assert.True(Regex.IsMatch(children, $"^{Order(known.Children)}$"), $"{element.Name.LocalName} holds {children}");
        }

        Assert.All(root.Descendants(Namespace + "Characteristic"), characteristic =>
            Assert.Single(characteristic.Descendants(Namespace + "SimplePredicate").Select(predicate => (string)predicate.Attribute("field")!).Distinct()));
    }

    // "A (B|C)? D+" becomes a pattern over "A B D D ".
    private static string Order(string children) => Regex.Replace(children, @"\w+", "(?:$0_)").Replace(" ", "", StringComparison.Ordinal).Replace('_', ' ');
}
