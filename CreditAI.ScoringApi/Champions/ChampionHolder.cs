namespace CreditAI.ScoringApi.Champions;

/// <summary>The champion of this moment; swapped while requests run.</summary>
internal sealed class ChampionHolder
{
    private volatile Champion? _current;
    private volatile string? _problem = "The champion has not been looked up yet.";

    /// <summary>Null until one was loaded.</summary>
    public Champion? Current => _current;

    /// <summary>Why the champion that the registry names is not the current one; null when it is.</summary>
    public string? Problem => _problem;

    public void Swap(Champion champion)
    {
        _current = champion;
        _problem = null;
    }

    public void Report(string? problem) => _problem = problem;
}
