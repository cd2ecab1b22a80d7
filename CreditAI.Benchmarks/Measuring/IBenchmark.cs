namespace CreditAI.Benchmarks.Measuring;

/// <summary>Measures one or more numbers.</summary>
internal interface IBenchmark
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>Measures one after another; slow ones come as they are done.</summary>
    IEnumerable<Figure> Run();
}
