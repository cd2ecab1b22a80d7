namespace CreditAI.Scoring.ModelCards;

/// <summary>A part of a model card, to be written in any form.</summary>
internal abstract record CardBlock
{
    /// <param name="Level">1 is the title.</param>
    internal sealed record Heading(int Level, string Text) : CardBlock;

    internal sealed record Paragraph(string Text) : CardBlock;

    internal sealed record Items(IReadOnlyList<string> Texts) : CardBlock;

    /// <summary>A command line, as it is typed.</summary>
    internal sealed record Command(string Line) : CardBlock;

    /// <summary>The first columns are text, the others figures.</summary>
    internal sealed record Table(IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<string>> Rows, int TextColumns = 1) : CardBlock;
}
