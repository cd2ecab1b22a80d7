namespace CreditAI.Backups.Pieces;

/// <summary>A stored object is not what was written under its name: changed, cut, swapped, replayed, or gone.</summary>
public sealed class DamagedPieceException(string name, string what, Exception? inner = null)
    : Exception($"{name} is damaged: {what}", inner)
{
    public string Name { get; } = name;
}
