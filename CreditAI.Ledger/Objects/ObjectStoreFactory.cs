using System.Data.Common;
using Amazon.Runtime;
using Amazon.S3;

namespace CreditAI.Ledger.Objects;

/// <summary>
/// Opens the store a connection string names: <c>Directory=/abs/path</c>, or
/// <c>Endpoint=http://host:port;AccessKey=…;SecretKey=…;Bucket=…</c> with optional <c>Region</c> (default us-east-1) and
/// <c>Checksums</c> (WHEN_REQUIRED by default, since older servers store the checksum's framing as content; or WHEN_SUPPORTED), and <c>Lock</c>
/// (GOVERNANCE or COMPLIANCE) with <c>LockDays</c>, for which nobody can then remove or replace what was written.
/// </summary>
public static class ObjectStoreFactory
{
    private static readonly string[] S3Keys = ["endpoint", "accesskey", "secretkey", "bucket", "region", "checksums", "lock", "lockdays"];

    /// <exception cref="ArgumentException">The connection string is incomplete; the message names what is missing, never a value of it.</exception>
    public static IObjectStore Open(string connectionString)
    {
        var settings = Parse(connectionString);
        if (settings.TryGetValue("Directory", out var directory))
        {
            return new DirectoryObjectStore((string)directory);
        }

        var unknown = settings.Keys.Cast<string>().FirstOrDefault(key => !S3Keys.Contains(key, StringComparer.OrdinalIgnoreCase));
        if (unknown is not null)
        {
            throw new ArgumentException($"The object store's connection string has an unknown setting '{unknown}'.", nameof(connectionString));
        }

        return OpenS3(settings);
    }

    private static S3ObjectStore OpenS3(DbConnectionStringBuilder settings)
    {
        var checksums = settings.TryGetValue("Checksums", out var value) ? (string)value : "WHEN_REQUIRED";
        var whenRequired = checksums switch
        {
            "WHEN_REQUIRED" => true,
            "WHEN_SUPPORTED" => false,
            _ => throw new ArgumentException("The object store's Checksums is WHEN_REQUIRED or WHEN_SUPPORTED."),
        };
        var configuration = new AmazonS3Config
        {
            ServiceURL = Required(settings, "Endpoint"),
            AuthenticationRegion = settings.TryGetValue("Region", out var region) ? (string)region : "us-east-1",
            ForcePathStyle = true,
            RequestChecksumCalculation = whenRequired ? RequestChecksumCalculation.WHEN_REQUIRED : RequestChecksumCalculation.WHEN_SUPPORTED,
            ResponseChecksumValidation = whenRequired ? ResponseChecksumValidation.WHEN_REQUIRED : ResponseChecksumValidation.WHEN_SUPPORTED,
            Timeout = TimeSpan.FromSeconds(30),
            MaxErrorRetry = 2,
        };
        var credentials = new BasicAWSCredentials(Required(settings, "AccessKey"), Required(settings, "SecretKey"));
        return new S3ObjectStore(new AmazonS3Client(credentials, configuration), Required(settings, "Bucket"), LockOf(settings));
    }

    private static ObjectLock? LockOf(DbConnectionStringBuilder settings)
    {
        if (!settings.TryGetValue("Lock", out var mode))
        {
            return null;
        }

        var lockMode = (string)mode switch
        {
            "GOVERNANCE" => ObjectLockMode.Governance,
            "COMPLIANCE" => ObjectLockMode.Compliance,
            _ => throw new ArgumentException("The object store's Lock is GOVERNANCE or COMPLIANCE."),
        };
        return int.TryParse(Required(settings, "LockDays"), System.Globalization.CultureInfo.InvariantCulture, out var days) && days > 0
            ? new ObjectLock(lockMode, TimeSpan.FromDays(days), TimeProvider.System)
            : throw new ArgumentException("The object store's LockDays is a number of days, 1 or more.");
    }

    private static string Required(DbConnectionStringBuilder settings, string key)
        => settings.TryGetValue(key, out var value) && value is string { Length: > 0 } text
            ? text
            : throw new ArgumentException(
                $"The object store's connection string lacks {key}; it is Directory=/path or Endpoint=…;AccessKey=…;SecretKey=…;Bucket=….");

    private static DbConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = connectionString };
        }
        catch (ArgumentException)
        {
            // The parser's own message quotes the string, which holds a secret.
            throw new ArgumentException("The object store's connection string is not of the form Name=value;Name=value.", nameof(connectionString));
        }
    }
}
