using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CreditAI.Tests.Hosting.Kubernetes;
using CreditAI.Tests.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CreditAI.Tests.Cli.Deploy;

/// <summary>
/// A cluster that holds objects and does what controllers do with the few kinds a deployment waits for, behind a kubectl that is a
/// script: kustomize is the real one's, everything else is asked here.
/// </summary>
internal sealed class FakeCluster : IAsyncDisposable
{
    public const string ApiKey = "deploy-tests-only-0123456789";
    public const string State = "creditai-deployment";

    private readonly SortedDictionary<(string Kind, string Name), JsonObject> _objects = [];
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("creditai-cluster-");
    private readonly WebApplication _server;
    private readonly Lock _lock = new();
    private int _version;

    private FakeCluster(WebApplication server, IReadOnlyDictionary<string, SlotService> slots) => (_server, Slots) = (server, slots);

    public IReadOnlyDictionary<string, SlotService> Slots { get; }

    /// <summary>What answers in the place of both slots' services, where that is said.</summary>
    public int? ServicePort { get; set; }

    /// <summary>The program that <c>KUBECTL</c> names.</summary>
    public string Program => Path.Combine(_directory.FullName, "kubectl");

    public bool JobsFail { get; set; }

    /// <summary>Why pods of new revisions are not ready.</summary>
    public string? PodsWait { get; set; }

    public int Restarts { get; set; }

    /// <summary>What the user may not do, as <c>patch services</c>.</summary>
    public string? Forbids { get; set; }

    /// <summary>What the server's admission says to a dry run.</summary>
    public string? Refuses { get; set; }

    /// <summary>What is answered by nonsense, as <c>get pods</c>.</summary>
    public string? Garbles { get; set; }

    /// <summary>The kind that an apply of the traffic stops at, with what came before it applied.</summary>
    public string? StopsAt { get; set; }

    /// <summary>Called before each command is carried out.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    public static async Task<FakeCluster> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var cluster = new FakeCluster(server, new Dictionary<string, SlotService> { ["blue"] = await SlotService.StartAsync(), ["green"] = await SlotService.StartAsync() });
        server.MapPost("/", (Delegate)cluster.AnswerAsync); // As a RequestDelegate its result would be thrown away.
        await server.StartAsync(TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(cluster.Program, $$"""
            #!/bin/sh
            # kubectl of a test: what it is asked goes to the test's cluster, with what it reads.
            case "$1" in kustomize) exec kubectl "$@" ;; esac
            input=/dev/null
            for word in "$@"; do [ "$word" = - ] && input=/dev/stdin; done
            answer=$(mktemp)
            code=$(curl --silent --show-error --output "$answer" --write-out '%{http_code}' --header "X-Arguments: $(printf '%s\n' "$@" | base64 -w0)" --data-binary @"$input" {{server.Urls.First()}}/) || exit 9
            case "$code" in
              200) cat "$answer"; rm "$answer" ;;
              *) cat "$answer" >&2; rm "$answer"; exit 1 ;;
            esac
            case " $* " in *" port-forward "*) exec sleep 300 ;; esac

            """, TestContext.Current.CancellationToken);
        File.SetUnixFileMode(cluster.Program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return cluster;
    }

    /// <summary>As production is when a version was deployed to it for the first time.</summary>
    public async Task SeedAsync(string tag)
    {
        var published = await Programs.RunAsync("kubectl", "kustomize", Path.Combine(PublishedFiles.Root, "overlays", "production"));
        Apply(null, isDry: false, wantsJson: false, Regex.Replace(published, @"(?<=image: \S*creditai/[a-z-]+:)\S+", tag));
    }

    public string? Live => Find("Service", "scoring-api")?["spec"]!["selector"]!["creditai/slot"]!.GetValue<string>();

    public JsonObject? Find(string kind, string name)
    {
        lock (_lock)
        {
            return _objects.GetValueOrDefault((kind, name));
        }
    }

    public JsonObject? Deployed => Find("ConfigMap", State)?["data"]!["state"]!.GetValue<string>() is { } state ? JsonNode.Parse(state)!.AsObject() : null;

    public string? Image(string deployment) => (string?)Find("Deployment", deployment)?["spec"]!["template"]!["spec"]!["containers"]![0]!["image"];

    /// <summary>As another command does that takes the deployment over.</summary>
    public void TakeOver()
    {
        lock (_lock)
        {
            Find("ConfigMap", State)!["metadata"]!["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>As if nothing had been heard of the deployment for a minute.</summary>
    public void LetAMinutePass()
    {
        var state = Deployed!;
        state["heardAt"] = state["heardAt"]!.GetValue<DateTimeOffset>().AddMinutes(-1);
        Find("ConfigMap", State)!["data"]!["state"] = state.ToJsonString();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        foreach (var slot in Slots.Values)
        {
            await slot.DisposeAsync();
        }

        _directory.Delete(recursive: true);
    }

    private async Task<IResult> AnswerAsync(HttpContext context)
    {
        string[] words = Encoding.UTF8.GetString(Convert.FromBase64String(context.Request.Headers["X-Arguments"]!)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var reader = new StreamReader(context.Request.Body);
        var input = await reader.ReadToEndAsync();
        if (words[^2] == "--namespace")
        {
            words = words[..^2];
        }

        try
        {
            await Before(string.Join(' ', words));
            lock (_lock)
            {
                return Results.Text(Garbles is not null && string.Join(' ', words).StartsWith(Garbles, StringComparison.Ordinal) ? "<html>a proxy's page</html>" : Answer(words, input));
            }
        }
        catch (InvalidOperationException exception)
        {
            return Results.Text(exception.Message, statusCode: 409);
        }
    }

    private string Answer(string[] words, string input) => words[0] switch
    {
        "get" when words[2] == "--selector" => new JsonObject { ["items"] = new JsonArray([.. List(words[1], words[3]).Select(item => (JsonNode)item.DeepClone())]) }.ToJsonString(),
        "get" => _objects.GetValueOrDefault((KindOf(words[1]), words[2]))?.ToJsonString() ?? "",
        "apply" => Apply(Option(words, "--selector"), words.Contains("--dry-run"), words.Contains("--output"), input),
        "delete" => Delete(Option(words, "--selector")!),
        "patch" => Patch(KindOf(words[1]), words[2], Option(words, "--patch")!),
        "scale" => Scale(words[1].Split('/')[1], int.Parse(Option(words, "--replicas")!, CultureInfo.InvariantCulture)),
        "create" or "replace" => Put(JsonNode.Parse(input)!.AsObject(), words[0] == "create"),
        "auth" => string.Join(' ', words[2..]) == Forbids ? "no\n" : "yes\n",
        "diff" => Diff(Option(words, "--selector"), input),
        "port-forward" => $"Forwarding from 127.0.0.1:{ServicePort ?? Slots[words[1].Split('-')[2]].Port} -> 8080\n",
        _ => throw new InvalidOperationException($"error: unknown command {words[0]}"),
    };

    private string Apply(string? selector, bool isDry, bool wantsJson, string yaml)
    {
        if (isDry && Refuses is not null)
        {
            throw new InvalidOperationException(Refuses);
        }

        var (applied, text) = (new JsonArray(), new StringBuilder());
        foreach (var manifest in PublishedFiles.Parse(yaml).Where(manifest => Selects(selector, manifest)))
        {
            var key = ((string)manifest["kind"]!, (string)manifest["metadata"]!["name"]!);
            if (key.Item1 == StopsAt && selector == "creditai/stage=traffic")
            {
                throw new InvalidOperationException($"Error from server (InternalError): failed calling webhook for {key.Item1} {key.Item2}");
            }

            applied.Add((JsonNode)manifest.DeepClone());
            text.AppendLine(CultureInfo.InvariantCulture, $"{key.Item1}/{key.Item2} serverside-applied");
            if (!isDry)
            {
                manifest["metadata"]!["generation"] = 1 + Number(_objects.GetValueOrDefault(key)?["metadata"]?["generation"]);
                _objects[key] = manifest;
                Control(manifest);
            }
        }

        return wantsJson ? new JsonObject { ["items"] = applied }.ToJsonString() : text.ToString();
    }

    // What controllers would do: Jobs end, pods become ready.
    private void Control(JsonObject manifest)
    {
        if ((string)manifest["kind"]! == "Job")
        {
            manifest["status"] = new JsonObject { ["conditions"] = new JsonArray(new JsonObject { ["type"] = JobsFail ? "Failed" : "Complete", ["status"] = "True" }) };
        }
        else if ((string)manifest["kind"]! == "Deployment")
        {
            var pods = manifest["spec"]!["replicas"] is { } asked ? Number(asked) : 1;
            manifest["status"] = new JsonObject
            {
                ["observedGeneration"] = Number(manifest["metadata"]!["generation"]),
                ["replicas"] = pods,
                ["updatedReplicas"] = pods,
                ["readyReplicas"] = PodsWait is null ? pods : 0,
            };
        }
    }

    private string Scale(string name, int pods)
    {
        var deployment = _objects[("Deployment", name)];
        deployment["spec"]!["replicas"] = pods;
        Control(deployment);
        return $"deployment.apps/{name} scaled\n";
    }

    private string Patch(string kind, string name, string patch)
    {
        var selector = JsonNode.Parse(patch)!["spec"]!["selector"]!.AsObject();
        foreach (var (label, value) in selector)
        {
            _objects[(kind, name)]["spec"]!["selector"]![label] = value!.DeepClone();
        }

        return $"{name} patched\n";
    }

    private string Put(JsonObject sent, bool isNew)
    {
        var key = ((string)sent["kind"]!, (string)sent["metadata"]!["name"]!);
        var kept = _objects.GetValueOrDefault(key);
        if (isNew && kept is not null)
        {
            throw new InvalidOperationException($"Error from server (AlreadyExists): {key.Item2} already exists");
        }

        if (!isNew && (string?)kept?["metadata"]!["resourceVersion"] != (string?)sent["metadata"]!["resourceVersion"])
        {
            throw new InvalidOperationException($"Error from server (Conflict): Operation cannot be fulfilled on {key.Item2}: the object has been modified");
        }

        sent["metadata"]!["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
        _objects[key] = sent;
        return sent.ToJsonString();
    }

    private string Delete(string selector)
    {
        foreach (var key in _objects.Where(item => item.Key.Kind == "Job" && Selects(selector, item.Value)).Select(item => item.Key).ToList())
        {
            _objects.Remove(key);
        }

        return "";
    }

    private string Diff(string? selector, string yaml)
    {
        var differing = PublishedFiles.Parse(yaml).Where(manifest => Selects(selector, manifest)).Where(manifest =>
        {
            var kept = _objects.GetValueOrDefault(((string)manifest["kind"]!, (string)manifest["metadata"]!["name"]!))?.DeepClone().AsObject();
            (kept?["metadata"] as JsonObject)?.Remove("generation");
            kept?.Remove("status");
            if (manifest["spec"] is JsonObject spec && !spec.ContainsKey("replicas"))
            {
                (kept?["spec"] as JsonObject)?.Remove("replicas");
            }

            return !JsonNode.DeepEquals(kept, manifest);
        }).Select(manifest => $"- {manifest["kind"]}/{manifest["metadata"]!["name"]}\n");
        return string.Concat(differing);
    }

    private IEnumerable<JsonObject> List(string kind, string selector)
        => kind != "pods"
            ? _objects.Where(item => item.Key.Kind == KindOf(kind) && Selects(selector, item.Value)).Select(item => item.Value)
            : [new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = $"scoring-api-{selector.Split('=')[^1]}-1" },
                ["status"] = new JsonObject
                {
                    ["containerStatuses"] = new JsonArray(new JsonObject
                    {
                        ["restartCount"] = Restarts, ["state"] = PodsWait is null ? new JsonObject() : new JsonObject { ["waiting"] = new JsonObject { ["reason"] = PodsWait } },
                    }),
                },
            }];

    /// <summary>Numbers of YAML and of patches are not of one type.</summary>
    public static int Number(JsonNode? node) => node is null ? 0 : int.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);

    private static string KindOf(string resource) => resource.TrimEnd('s') switch
    {
        "configmap" => "ConfigMap",
        "service" => "Service",
        "deployment" => "Deployment",
        "job" => "Job",
        "namespace" => "Namespace",
        "resourcequota" => "ResourceQuota",
        var kind => throw new InvalidOperationException($"error: the server doesn't have a resource type \"{kind}\""),
    };

    private static string? Option(string[] words, string name) => Array.IndexOf(words, name) is var at and >= 0 ? words[at + 1] : null;

    private static bool Selects(string? selector, JsonObject manifest) => (selector ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).All(term =>
    {
        var labels = manifest["metadata"]!["labels"] as JsonObject ?? [];
        return term[0] == '!' ? !labels.ContainsKey(term[1..])
            : term.Contains("!=", StringComparison.Ordinal) ? (string?)labels[term.Split("!=")[0]] != term.Split("!=")[1]
            : (string?)labels[term.Split('=')[0]] == term.Split('=')[1];
    });
}
