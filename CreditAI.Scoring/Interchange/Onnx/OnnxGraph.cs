using System.Runtime.InteropServices;

namespace CreditAI.Scoring.Interchange.Onnx;

/// <summary>
/// A graph in the making. Field numbers are those of onnx.proto (ONNX IR specification); they have not changed since its
/// version 3 and never will within protocol buffers' rules.
/// </summary>
internal sealed class OnnxGraph(IEnumerable<string> taken)
{
    // NodeProto: input 1, output 2, op_type 4, attribute 5, domain 7. GraphProto: node 1, name 2, initializer 5, input 11, output 12.
    private readonly List<ProtoMessage> _nodes = [];
    private readonly List<ProtoMessage> _initializers = [];
    private readonly List<ProtoMessage> _inputs = [];
    private readonly List<ProtoMessage> _outputs = [];
    private readonly HashSet<string> _names = new(taken, StringComparer.Ordinal);

    /// <summary>A column: one value per row.</summary>
    public string Input(string name, OnnxType type)
    {
        _inputs.Add(Column(name, type));
        return name;
    }

    public void Output(string value, string name)
    {
        _nodes.Add(Node("Identity", "", [value], name));
        _outputs.Add(Column(name, OnnxType.Double));
    }

    public string Constant(string label, params ReadOnlySpan<double> values) => Constant(label, OnnxType.Double, values);

    public string Constant(string label, params ReadOnlySpan<long> values) => Constant(label, OnnxType.Int64, values);

    /// <summary>Adds an operator of the standard set.</summary>
    /// <returns>The name of its value.</returns>
    public string Apply(string label, string operation, params string[] inputs) => Apply(label, operation, "", inputs, []);

    /// <summary>Adds an operator with attributes.</summary>
    public string Apply(string label, string operation, string domain, string[] inputs, params ProtoMessage[] attributes)
    {
        var name = Unique(label);
        _nodes.Add(Node(operation, domain, inputs, name).AddAll(5, attributes, (node, field, attribute) => node.Add(field, attribute)));
        return name;
    }

    public ProtoMessage ToMessage(string name) => new ProtoMessage()
        .AddAll(1, _nodes, (graph, field, node) => graph.Add(field, node))
        .Add(2, name)
        .AddAll(5, _initializers, (graph, field, tensor) => graph.Add(field, tensor))
        .AddAll(11, _inputs, (graph, field, input) => graph.Add(field, input))
        .AddAll(12, _outputs, (graph, field, output) => graph.Add(field, output));

    // AttributeProto: name 1, i 3, ints 8, strings 9, type 20 (INT 2, INTS 7, STRINGS 8).
    public static ProtoMessage Attribute(string name, long value) => new ProtoMessage().Add(1, name).Add(3, value).Add(20, 2);

    public static ProtoMessage Attribute(string name, IEnumerable<long> values) =>
        new ProtoMessage().Add(1, name).AddAll(8, values, (attribute, field, value) => attribute.Add(field, value)).Add(20, 7);

    public static ProtoMessage Attribute(string name, IEnumerable<string> values) =>
        new ProtoMessage().Add(1, name).AddAll(9, values, (attribute, field, value) => attribute.Add(field, value)).Add(20, 8);

    // TensorProto: dims 1, data_type 2, name 8, raw_data 9, which is little-endian.
    private string Constant<T>(string label, OnnxType type, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var name = Unique(label);
        var bytes = MemoryMarshal.AsBytes(values).ToArray();
        if (!BitConverter.IsLittleEndian)
        {
            foreach (var chunk in bytes.Chunk(sizeof(long)).Index())
            {
                chunk.Item.AsSpan().Reverse();
                chunk.Item.CopyTo(bytes, chunk.Index * sizeof(long));
            }
        }

        _initializers.Add(new ProtoMessage().Add(1, values.Length).Add(2, (long)type).Add(8, name).Add(9, bytes));
        return name;
    }

    private static ProtoMessage Node(string operation, string domain, string[] inputs, string output)
    {
        var node = new ProtoMessage().AddAll(1, inputs, (message, field, input) => message.Add(field, input)).Add(2, output).Add(4, operation);
        return domain.Length == 0 ? node : node.Add(7, domain);
    }

    // ValueInfoProto: name 1, type 2. TypeProto: tensor_type 1. Tensor: elem_type 1, shape 2. TensorShapeProto: dim 1 (dim_value 1, dim_param 2).
    private static ProtoMessage Column(string name, OnnxType type)
    {
        var shape = new ProtoMessage().Add(1, new ProtoMessage().Add(2, "rows")).Add(1, new ProtoMessage().Add(1, 1));
        var tensor = new ProtoMessage().Add(1, (long)type).Add(2, shape);
        return new ProtoMessage().Add(1, name).Add(2, new ProtoMessage().Add(1, tensor));
    }

    private string Unique(string label)
    {
        var name = label;
        for (var number = 2; !_names.Add(name); number++)
        {
            name = FormattableString.Invariant($"{label}/{number}");
        }

        return name;
    }
}
