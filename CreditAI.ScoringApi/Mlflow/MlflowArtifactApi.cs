using CreditAI.Ledger.Objects;
using CreditAI.Scoring.Documents;
using CreditAI.Scoring.Scorecards;
using CreditAI.ScoringApi.Explanations;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace CreditAI.ScoringApi.Mlflow;

/// <summary><c>mlflow-artifacts/artifacts</c>: the object store as far as it holds scorecards, under their SHA-256.</summary>
internal static class MlflowArtifactApi
{
    private const int LargestArtifact = 64 * 1024 * 1024;

    public static void MapMlflowArtifacts(this IEndpointRouteBuilder reading, IEndpointRouteBuilder writing)
    {
        reading.MapGet("/mlflow-artifacts/artifacts", ListAsync);
        reading.MapGet("/mlflow-artifacts/artifacts/models/{sha256}/{file}", DownloadAsync);
        writing.MapPut("/mlflow-artifacts/artifacts/models/{sha256}/{file}", UploadAsync);
    }

    private static async Task<IResult> ListAsync(string? path, [FromServices] ScorecardCache scorecards, CancellationToken cancellationToken)
    {
        // A client asks the same of a file, to learn that it is no folder.
        if (path?.Trim('/').Split('/') is not ["models", var sha256])
        {
            return MlflowAnswer.Of("files", Array.Empty<object>());
        }

        var scorecard = await RequireAsync(scorecards, sha256, cancellationToken);
        return MlflowAnswer.Of("files", new[]
        {
            new { Path = MlflowArtifacts.DescriptionFile, IsDir = false, FileSize = MlflowArtifacts.Describe(scorecard).Length },
            new { Path = MlflowArtifacts.ScorecardFile, IsDir = false, FileSize = scorecard.ToUtf8Json().Length },
        });
    }

    private static async Task<IResult> DownloadAsync(
        string sha256, string file, [FromServices] ScorecardCache scorecards, CancellationToken cancellationToken)
    {
        var scorecard = await RequireAsync(scorecards, sha256, cancellationToken);
        return file switch
        {
            MlflowArtifacts.ScorecardFile => TypedResults.Bytes(scorecard.ToUtf8Json(), "application/octet-stream", file),
            MlflowArtifacts.DescriptionFile => TypedResults.Bytes(MlflowArtifacts.Describe(scorecard), "application/octet-stream", file),
            _ => throw new MlflowException(MlflowCode.Missing, $"models/{sha256} has no file {file}."),
        };
    }

    private static async Task<IResult> UploadAsync(
        string sha256, string file, HttpRequest request, [FromServices] ArtifactStore artifacts, CancellationToken cancellationToken)
    {
        if (file == MlflowArtifacts.DescriptionFile)
        {
            return MlflowAnswer.Empty; // It follows from the scorecard.
        }

        if (file != MlflowArtifacts.ScorecardFile || !MlflowArtifacts.IsSha256(sha256))
        {
            throw new MlflowException(MlflowCode.Invalid, $"Only models/<SHA-256>/{MlflowArtifacts.ScorecardFile} is taken.");
        }

        var scorecard = Parse(await ReadAsync(request, cancellationToken));
        if (scorecard.Version != sha256)
        {
            throw new MlflowException(MlflowCode.Invalid, $"The scorecard's SHA-256 is {scorecard.Version}: upload it to models/{scorecard.Version}/{file}.");
        }

        await artifacts.PutAsync(scorecard.ToUtf8Json(), cancellationToken);
        return MlflowAnswer.Empty;
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = LargestArtifact;
        }

        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }

    private static Scorecard Parse(byte[] bytes)
    {
        try
        {
            return Scorecard.Parse(bytes);
        }
        catch (InvalidDocumentException exception)
        {
            throw new MlflowException(MlflowCode.Invalid, exception.Message);
        }
    }

    private static async Task<Scorecard> RequireAsync(ScorecardCache scorecards, string sha256, CancellationToken cancellationToken)
    {
        try
        {
            return MlflowArtifacts.IsSha256(sha256) ? await scorecards.GetAsync(sha256, cancellationToken) : throw Missing(sha256);
        }
        catch (ArtifactException exception) when (exception.Damaged)
        {
            throw Missing(sha256);
        }
    }

    private static MlflowException Missing(string sha256) => new(MlflowCode.Missing, $"There are no artifacts at models/{sha256}.");
}
