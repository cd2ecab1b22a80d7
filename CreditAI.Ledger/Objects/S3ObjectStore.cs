using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace CreditAI.Ledger.Objects;

/// <summary>Objects in a bucket of any S3 server; the bucket is made when it is missing.</summary>
internal sealed class S3ObjectStore(IAmazonS3 client, string bucket, ObjectLock? retention) : IObjectStore, IDisposable
{
    public Task PutAsync(string key, Stream content, CancellationToken cancellationToken)
        => WriteAsync(key, content, onlyIfAbsent: false, cancellationToken);

    public async Task<bool> PutIfAbsentAsync(string key, Stream content, CancellationToken cancellationToken)
    {
        // Servers that do not know If-None-Match (before 2024) overwrite; looking first keeps that to a race.
        if (await ExistsAsync(key, cancellationToken))
        {
            return false;
        }

        try
        {
            await WriteAsync(key, content, onlyIfAbsent: true, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict)
        {
            return false;
        }
    }

    public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken)
    {
        ObjectKey.Check(key);
        try
        {
            var response = await client.GetObjectAsync(bucket, key, cancellationToken);
            return response.ResponseStream;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public async Task<bool> ExistsAsync(string key, CancellationToken cancellationToken)
    {
        ObjectKey.Check(key);
        try
        {
            await client.GetObjectMetadataAsync(bucket, key, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        ListObjectsV2Response page;
        do
        {
            try
            {
                page = await client.ListObjectsV2Async(request, cancellationToken);
            }
            catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchBucket")
            {
                yield break;
            }

            foreach (var item in page.S3Objects ?? [])
            {
                yield return new ObjectInfo(item.Key, item.Size ?? 0, item.LastModified?.ToUniversalTime() ?? DateTimeOffset.UnixEpoch);
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    public async Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        ObjectKey.Check(key);
        try
        {
            await client.DeleteObjectAsync(bucket, key, cancellationToken);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
        }
    }

    public void Dispose() => client.Dispose();

    private async Task WriteAsync(string key, Stream content, bool onlyIfAbsent, CancellationToken cancellationToken)
    {
        ObjectKey.Check(key);
        var seekable = await SpoolAsync(content, cancellationToken);
        var start = seekable.Position;
        await using var spool = ReferenceEquals(seekable, content) ? null : seekable;
        try
        {
            await PutObjectAsync(key, seekable, onlyIfAbsent, cancellationToken);
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchBucket")
        {
            await client.PutBucketAsync(new PutBucketRequest { BucketName = bucket, ObjectLockEnabledForBucket = retention is not null }, cancellationToken);
            seekable.Position = start;
            await PutObjectAsync(key, seekable, onlyIfAbsent, cancellationToken);
        }
    }

    private Task<PutObjectResponse> PutObjectAsync(string key, Stream content, bool onlyIfAbsent, CancellationToken cancellationToken)
    {
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = key,
            InputStream = content,
            AutoCloseStream = false,
            UseChunkEncoding = false, // Stored with its framing, silently, by servers that do not know it.
            IfNoneMatch = onlyIfAbsent ? "*" : null,
        };
        if (retention is not null)
        {
            // The protocol wants a checksum with it.
            request.ChecksumAlgorithm = ChecksumAlgorithm.SHA256;
            request.ObjectLockMode = retention.Mode;
            request.ObjectLockRetainUntilDate = (retention.Time.GetUtcNow() + retention.For).UtcDateTime;
        }

        return client.PutObjectAsync(request, cancellationToken);
    }

    // The protocol wants the length and the signature's hash before the body; what can be read twice needs no file for that.
    private static async Task<Stream> SpoolAsync(Stream content, CancellationToken cancellationToken)
    {
        if (content.CanSeek)
        {
            return content;
        }

        var spool = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None,
            64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await content.CopyToAsync(spool, cancellationToken);
        spool.Position = 0;
        return spool;
    }
}
