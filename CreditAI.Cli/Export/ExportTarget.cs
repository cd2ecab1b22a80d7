namespace CreditAI.Cli.Export;

internal enum ExportTarget
{
    /// <summary>ONNX, points and probability of default.</summary>
    Onnx,

    /// <summary>One query over a table of applications.</summary>
    Sql,
}
