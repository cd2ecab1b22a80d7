namespace CreditAI.Scoring.Scorecards;

/// <summary>Maps a feature's value to the index of its bin. Every value has one: nothing an applicant sends is unscorable.</summary>
public abstract class Binning
{
    /// <summary>Index of the bin of missing values.</summary>
    public const ushort Missing = 0;

    /// <summary>Index of the bin of levels unseen in training, or numbers outside the valid range.</summary>
    public const ushort Other = 1;

    /// <summary>Index of the first bin of ordinary values.</summary>
    public const ushort First = 2;

    /// <summary>Number of bins, the two special ones included.</summary>
    public abstract int Count { get; }

    /// <summary>The bin in words, for people.</summary>
    public abstract string Describe(int bin);
}
