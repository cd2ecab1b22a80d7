using System.Text.Json.Nodes;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>A server of the Redis protocol as a primary and two replicas, with a sentinel beside each that makes another one the primary when it is gone.</summary>
internal static class CacheComponent
{
    public const int SentinelPort = 26379;

    // Of the official image.
    private const int User = 999;
    private const int Servers = 3; // two of three sentinels agree

    public static void AddTo(ComponentFolder folder)
    {
        folder.AddServiceAccount();
        folder.AddScript("run-server.sh", RunServer);
        folder.AddScript("run-sentinel.sh", RunSentinel);
        folder.Add("service", "v1", "Service", folder.Name, new JsonObject { ["spec"] = new JsonObject { ["selector"] = Labels.Select(folder.Name), ["ports"] = new JsonArray(Port("sentinel", SentinelPort)) } });
        folder.AddService("service-nodes", $"{folder.Name}-nodes", Labels.Select(folder.Name), isHeadless: true);

        var server = Container(folder, "server", "run-server.sh", "250m", "512Mi", "2Gi", folder.Workload.Endpoints[0].Name, folder.Workload.Endpoints[0].TargetPort);
        var sentinel = Container(folder, "sentinel", "run-sentinel.sh", "50m", "64Mi", "128Mi", "sentinel", SentinelPort);
        var volumes = new JsonArray(PodTemplate.Empty("tmp"), folder.ScriptsVolume());
        var template = PodTemplate.Of(Labels.Select(folder.Name), folder.Name, server, User, PlatformComponent.Keeps, volumes: volumes);
        template["spec"]!["containers"]!.AsArray().Add((JsonNode)sentinel);
        folder.Add("stateful-set", "apps/v1", "StatefulSet", folder.Name, new JsonObject { ["spec"] = StatefulComponent.Set(folder.Name, Labels.Select(folder.Name), Servers, template) });
        folder.AddDisruptionBudget(Labels.Select(folder.Name));
        folder.Close();
    }

    public static IEnumerable<string> Hosts(string name) => Enumerable.Range(0, Servers).Select(server => $"{name}-{server}.{name}-nodes");

    private static JsonObject Container(ComponentFolder folder, string name, string script, string cpu, string memory, string memoryLimit, string portName, int port)
    {
        var container = PodTemplate.Container(name, folder.Workload.Image, cpu, memory, memoryLimit);
        container["command"] = new JsonArray("sh", $"/scripts/{script}");
        container["env"] = new JsonArray([.. Variables(folder)]);
        container["ports"] = new JsonArray(new JsonObject { ["name"] = portName, ["containerPort"] = port });
        container["readinessProbe"] = Answers(port, 5, 3);
        container["livenessProbe"] = Answers(port, 10, 6);
        var mounts = container["volumeMounts"]!.AsArray();
        mounts.Add((JsonNode)PodTemplate.Mount(ComponentFolder.Scripts, "/scripts"));
        mounts.Add((JsonNode)PodTemplate.Mount(StatefulComponent.Volume, folder.Workload.Volumes is [var target, ..] ? target : "/data"));
        return container;
    }

    private static IEnumerable<JsonNode> Variables(ComponentFolder folder)
    {
        // redis-cli's own name of it, so that it stands on no command line.
        yield return PodEnvironment.Secret("REDISCLI_AUTH", folder.Workload.Secrets.Single());
        yield return new JsonObject { ["name"] = "POD", ["valueFrom"] = new JsonObject { ["fieldRef"] = new JsonObject { ["fieldPath"] = "metadata.name" } } };
        yield return PodEnvironment.Variable("SELF", $"$(POD).{folder.Name}-nodes");
        yield return PodEnvironment.Variable("FIRST", $"{folder.Name}-0.{folder.Name}-nodes");
        yield return PodEnvironment.Variable("SENTINELS", folder.Name);
        yield return PodEnvironment.Variable("DATA", folder.Workload.Volumes is [var target, ..] ? target : "/data");
    }

    private static JsonObject Port(string name, int port) => new() { ["name"] = name, ["port"] = port, ["targetPort"] = port };

    private static JsonObject Answers(int port, int period, int failures) => new()
    {
        ["exec"] = new JsonObject { ["command"] = new JsonArray("sh", "-c", $"redis-cli -p {port} ping | grep -q PONG") },
        ["periodSeconds"] = period,
        ["timeoutSeconds"] = 5,
        ["failureThreshold"] = failures,
    };

    private const string RunServer = """
        #!/bin/sh
        # Starts a server as what the sentinels take it for: the primary, or a replica of it. Before there is a sentinel, the first is the primary.
        set -eu
        umask 077
        settings="${TMPDIR:-/tmp}/server.conf"
        primary=$(timeout 3 redis-cli -h "$SENTINELS" -p 26379 --raw sentinel get-master-addr-by-name creditai 2>/dev/null | head -n 1) || primary=
        case "$primary" in '' | *' '*) primary=$FIRST ;; esac
        cat >"$settings" <<SETTINGS
        bind ${BIND:-* -::*}
        port 6379
        dir $DATA
        save 60 1
        requirepass "$REDISCLI_AUTH"
        masterauth "$REDISCLI_AUTH"
        replica-announce-ip $SELF
        SETTINGS
        if [ "$primary" != "$SELF" ]; then
          echo "replicaof $primary 6379" >>"$settings"
        fi
        exec redis-server "$settings"

        """;

    private const string RunSentinel = """
        #!/bin/sh
        # Starts a sentinel, which keeps what it knows in its own settings: they are written once.
        set -eu
        umask 077
        settings="$DATA/sentinel.conf"
        if [ ! -s "$settings" ]; then
          cat >"$settings.new" <<SETTINGS
        bind ${BIND:-* -::*}
        port 26379
        dir $DATA
        requirepass "$REDISCLI_AUTH"
        sentinel sentinel-pass "$REDISCLI_AUTH"
        sentinel resolve-hostnames yes
        sentinel announce-hostnames yes
        sentinel announce-ip $SELF
        sentinel monitor creditai $FIRST 6379 2
        sentinel auth-pass creditai $REDISCLI_AUTH
        sentinel down-after-milliseconds creditai 5000
        sentinel failover-timeout creditai 30000
        SETTINGS
          mv "$settings.new" "$settings"
        fi
        exec redis-server "$settings" --sentinel

        """;
}
