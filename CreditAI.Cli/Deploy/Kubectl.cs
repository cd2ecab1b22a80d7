using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace CreditAI.Cli.Deploy;

/// <summary>kubectl, as the operator has it set up: its context, its rights. Secrets never pass through its command line.</summary>
internal sealed class Kubectl(string? context)
{
    /// <summary>Names another program than the kubectl on PATH.</summary>
    public const string ProgramVariable = "KUBECTL";

    private static readonly string[] ServerSide = ["--server-side", "--force-conflicts", "--field-manager", "creditai"];

    private static string Program => Environment.GetEnvironmentVariable(ProgramVariable) is { Length: > 0 } program ? program : "kubectl";

    /// <summary>Set once it is known from the manifests.</summary>
    public string? Namespace { get; set; }

    /// <returns>Standard output.</returns>
    /// <exception cref="DeploymentException">It did not end with 0; the message is what it said.</exception>
    public async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken, string? input = null)
    {
        var (code, output, error) = await TryAsync(arguments, cancellationToken, input);
        return code == 0 ? output : throw new DeploymentException($"kubectl {string.Join(' ', arguments.Take(3))}: {(error.Length > 0 ? error : output).Trim()}");
    }

    public async Task<(int Code, string Output, string Error)> TryAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken, string? input = null)
    {
        using var process = Start(Program, [.. arguments, .. Common()]);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        try
        {
            if (input is not null)
            {
                await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            }

            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output, await error);
        }
        catch (IOException)
        {
            await process.WaitForExitAsync(cancellationToken); // It ended before it had read everything: it says why.
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Applies objects on the server, under this command's name as the fields' owner.</summary>
    /// <param name="yaml">The objects.</param>
    /// <param name="selector">Of labels, which of them; null for all.</param>
    /// <param name="more">Other arguments of <c>kubectl apply</c>.</param>
    public Task<string> ApplyAsync(string yaml, string? selector, CancellationToken cancellationToken, params string[] more)
        => RunAsync(["apply", .. ServerSide, .. selector is null ? [] : new[] { "--selector", selector }, .. more, "--filename", "-"], cancellationToken, yaml);

    /// <returns>How the cluster's objects differ; empty where they do not.</returns>
    public async Task<string> DiffAsync(string yaml, string selector, CancellationToken cancellationToken)
    {
        // Its exit code 1 says that there are differences.
        var (code, output, error) = await TryAsync(["diff", .. ServerSide, "--selector", selector, "--filename", "-"], cancellationToken, yaml);
        return code <= 1 ? output : throw new DeploymentException($"kubectl diff: {error.Trim()}");
    }

    /// <returns>The object, or null where there is none.</returns>
    public async Task<JsonElement?> FindAsync(string kind, string name, CancellationToken cancellationToken)
    {
        var text = await RunAsync(["get", kind, name, "--output", "json", "--ignore-not-found"], cancellationToken);
        return string.IsNullOrWhiteSpace(text) ? null : Parse(text);
    }

    public async Task<IReadOnlyList<JsonElement>> ListAsync(string kind, string selector, CancellationToken cancellationToken)
        => [.. Parse(await RunAsync(["get", kind, "--selector", selector, "--output", "json"], cancellationToken)).GetProperty("items").EnumerateArray()];

    /// <summary>A way to the port http of a service or pod from here, until it is disposed of.</summary>
    /// <param name="target">As <c>service/scoring-api-blue</c>.</param>
    public async Task<PortForward> ForwardAsync(string target, CancellationToken cancellationToken)
    {
        string[] arguments = ["port-forward", target, ":http", "--address", "127.0.0.1", .. Common()];

        // kubectl goes on when this process is killed. The shell ends it as soon as this end of the pipe is gone.
        var process = OperatingSystem.IsWindows()
            ? Start(Program, arguments)
            : Start("sh", ["-c", "\"$@\" </dev/null & forward=$!; (cat >/dev/null; kill $forward 2>/dev/null) <&3 & wait $forward", "sh", Program, .. arguments], "exec 3<&0; ");
        return await PortForward.OpenAsync(process, target, cancellationToken);
    }

    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private IEnumerable<string> Common() => [.. context is null ? [] : new[] { "--context", context }, .. Namespace is null ? [] : new[] { "--namespace", Namespace }];

    private static Process Start(string program, string[] arguments, string before = "")
    {
        if (before.Length > 0)
        {
            arguments[1] = before + arguments[1];
        }

        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception)
        {
            throw new DeploymentException($"{program} cannot be started: install kubectl, or name it by {ProgramVariable}.");
        }
    }
}
