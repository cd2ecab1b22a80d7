using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace Aspire.Hosting;

/// <summary>The AppHost's user secrets file, written to by one process at a time and never half.</summary>
internal sealed class UserSecretsStore(string file)
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <returns>Null where the AppHost has no user secrets id.</returns>
    public static UserSecretsStore? For(Assembly? appHost) =>
        appHost?.GetCustomAttribute<UserSecretsIdAttribute>() is { } id
            ? new(PathHelper.GetSecretsPathFromSecretsId(id.UserSecretsId))
            : null;

    public string GetOrSet(string key, Func<string> generate)
    {
        using var mutex = new Mutex(initiallyOwned: false, "creditai-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(file)))[..32]);
        try
        {
            mutex.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // Its owner died; the file is whole, since it is only ever replaced.
        }

        try
        {
            var secrets = Read();
            if (secrets[key]?.GetValue<string>() is { Length: > 0 } kept)
            {
                return kept;
            }

            var value = generate();
            secrets[key] = value;
            Write(secrets);
            return value;
        }
        finally
        {
            mutex.ReleaseMutex();
        }
    }

    private JsonObject Read()
    {
        if (!File.Exists(file))
        {
            return [];
        }

        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            return JsonNode.Parse(File.ReadAllText(file), documentOptions: options) as JsonObject ?? [];
        }
        catch (JsonException e)
        {
            throw new DistributedApplicationException($"The user secrets are not valid JSON: {file}: {e.Message}", e);
        }
    }

    private void Write(JsonObject secrets)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var temporary = file + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(stream, secrets, s_indented);
        }

        File.Move(temporary, file, overwrite: true);
    }
}
