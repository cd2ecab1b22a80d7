using System.Globalization;
using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.ScoringApi.Mlflow;

/// <summary>What a version is published with, as tags of ours say it.</summary>
internal static class PublicationTags
{
    /// <summary>Those that the tags give in points, else the usual ones.</summary>
    /// <exception cref="MlflowException">They are no cut-offs.</exception>
    public static CutOffs CutOffsOf(Scorecard scorecard, IReadOnlyList<MlflowTag> tags)
    {
        var (approve, decline) = (Points(tags, MlflowVersion.ApproveTag), Points(tags, MlflowVersion.DeclineTag));
        try
        {
            return approve is { } at ? new CutOffs(at, decline ?? at) : scorecard.UsualCutOffs();
        }
        catch (ArgumentException exception)
        {
            throw new MlflowException(MlflowCode.Invalid, $"{MlflowVersion.ApproveTag}, {MlflowVersion.DeclineTag}: {exception.Message.Split(" (Parameter", 2)[0]}");
        }
    }

    /// <exception cref="MlflowException">It is not known.</exception>
    public static ReasonBasis BasisOf(IReadOnlyList<MlflowTag> tags)
        => tags.FirstOrDefault(tag => tag.Key == MlflowVersion.BasisTag)?.Value switch
        {
            null or "best" => ReasonBasis.Best,
            "mean" => ReasonBasis.Mean,
            _ => throw new MlflowException(MlflowCode.Invalid, $"The tag {MlflowVersion.BasisTag} must be best or mean."),
        };

    private static double? Points(IReadOnlyList<MlflowTag> tags, string key)
        => tags.FirstOrDefault(tag => tag.Key == key)?.Value is not { } text ? null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var points) ? points
            : throw new MlflowException(MlflowCode.Invalid, $"The tag {key} must be points, such as 560.5.");
}
