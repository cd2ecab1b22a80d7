using CreditAI.ScoringApi.Policies;

namespace CreditAI.ScoringApi.Champions;

/// <summary>The champion and the challenger of this moment; swapped while requests run.</summary>
internal sealed class ChampionHolder(PolicyHolder policies)
{
    private volatile ActiveModel? _current;
    private volatile ActiveModel? _challenger;
    private volatile string? _problem = "The champion has not been looked up yet.";

    /// <summary>Null until one was loaded.</summary>
    public ActiveModel? Current => _current;

    /// <summary>Null where the registry names none, or none that can be loaded.</summary>
    public ActiveModel? Challenger => _challenger;

    /// <summary>Both of this moment; null until a champion was loaded.</summary>
    public Contest? Contest => _current is { } champion ? new Contest(champion, _challenger, policies.Current) : null;

    /// <summary>Why the champion that the registry names is not the current one; null when it is.</summary>
    public string? Problem => _problem;

    public void Swap(ActiveModel champion)
    {
        _current = champion;
        _problem = null;
    }

    public void Challenge(ActiveModel? challenger) => _challenger = challenger;

    public void Report(string? problem) => _problem = problem;
}
