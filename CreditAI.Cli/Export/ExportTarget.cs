namespace CreditAI.Cli.Export;

internal enum ExportTarget
{
    /// <summary>PMML 4.4 Scorecard, with reason codes.</summary>
    Pmml,

    /// <summary>ONNX, points and probability of default.</summary>
    Onnx,

    /// <summary>One query over a table of applications.</summary>
    Sql,
}
