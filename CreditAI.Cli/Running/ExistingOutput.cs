namespace CreditAI.Cli.Running;

/// <summary>Lets a step that was done before be asked for again at no cost, as at every start after the first.</summary>
internal static class ExistingOutput
{
    /// <summary>True, and said, when every output is there; outputs appear whole, so what exists is finished.</summary>
    public static bool IsComplete(params string?[] outputs)
    {
        var named = outputs.OfType<string>().ToList();
        if (!named.TrueForAll(File.Exists))
        {
            return false;
        }

        Console.Error.WriteLine($"Nothing to do: {string.Join(" and ", named)} exist{(named.Count == 1 ? "s" : "")} already");
        return true;
    }
}
