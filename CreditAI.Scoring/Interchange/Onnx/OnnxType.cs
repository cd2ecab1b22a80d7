namespace CreditAI.Scoring.Interchange.Onnx;

/// <summary>ONNX's element types, numbered as in <c>TensorProto.DataType</c>.</summary>
internal enum OnnxType
{
    Int64 = 7,
    Text = 8,
    Boolean = 9,
    Double = 11,
}
