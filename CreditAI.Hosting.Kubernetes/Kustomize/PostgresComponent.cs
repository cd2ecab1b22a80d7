using System.Globalization;
using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>PostgreSQL as a primary and streaming replicas, each replica with a slot of its own on the primary.</summary>
internal static class PostgresComponent
{
    public const string ReplicationSecret = "postgres-replication-password";
    public const string MonitorSecret = "postgres-monitor-password";
    public const string OwnerSecret = "postgres-owner-password";
    public const string Owner = "creditai_owner";
    public const string Monitor = "creditai_monitor";

    /// <summary>Of the roles that the cluster is made with.</summary>
    public static IReadOnlyList<string> RoleSecrets { get; } = [ReplicationSecret, MonitorSecret, OwnerSecret];

    // Of the official image.
    private const int User = 999;
    private const int MostReplicas = 5;
    private const string Data = "/var/lib/postgresql";

    public static void AddTo(ComponentFolder folder)
    {
        folder.AddServiceAccount();
        folder.AddScript("init-primary.sh", InitPrimary);
        folder.AddScript("init-replica.sh", InitReplica);
        folder.AddService("service", folder.Name, Role(folder, "primary"));
        folder.AddService("service-replicas", $"{folder.Name}-replicas", Role(folder, "replica"));
        foreach (var (role, replicas) in new[] { ("primary", 1), ("replica", 2) })
        {
            var name = $"{folder.Name}-{role}";
            folder.AddService($"service-{role}-nodes", $"{name}-nodes", Role(folder, role), isHeadless: true);
            folder.Add($"stateful-set-{role}", "apps/v1", "StatefulSet", name, new JsonObject { ["spec"] = StatefulComponent.Set(name, Role(folder, role), replicas, Template(folder, role)) });
        }

        folder.AddDisruptionBudget(Labels.Select(folder.Name));
        folder.Close();
    }

    private static JsonObject Template(ComponentFolder folder, string role)
    {
        var container = Container(folder, folder.Name);
        container["args"] = new JsonArray([.. Settings.SelectMany(setting => new JsonNode[] { "-c", setting })]);
        container["ports"] = new JsonArray(new JsonObject { ["name"] = folder.Workload.Endpoints[0].Name, ["containerPort"] = folder.Workload.Endpoints[0].TargetPort });
        container["startupProbe"] = Accepts(2, 150);
        container["readinessProbe"] = Accepts(5, 3);
        container["livenessProbe"] = Accepts(10, 6);
        if (role == "primary")
        {
            container["volumeMounts"]!.AsArray().Add((JsonNode)PodTemplate.Mount(ComponentFolder.Scripts, "/docker-entrypoint-initdb.d"));
        }

        var volumes = new JsonArray(PodTemplate.Empty("tmp"), PodTemplate.Empty("run"), folder.ScriptsVolume($"init-{role}.sh"));
        var template = PodTemplate.Of(Role(folder, role), folder.Name, container, User, PlatformComponent.Keeps, volumes: volumes);
        template["spec"]!["affinity"] = Apart(folder);
        if (role == "replica")
        {
            var copy = Container(folder, "copy");
            copy["command"] = new JsonArray("sh", "/scripts/init-replica.sh");
            copy["volumeMounts"]!.AsArray().Add((JsonNode)PodTemplate.Mount(ComponentFolder.Scripts, "/scripts"));
            template["spec"]!["initContainers"] = new JsonArray(copy);
        }

        return template;
    }

    private static JsonObject Container(ComponentFolder folder, string name)
    {
        var server = (PostgresServerResource)folder.Workload.Resource;
        var container = PodTemplate.Container(name, folder.Workload.Image, "500m", "1Gi", "4Gi");
        PodEnvironment.AddTo(container, folder.Workload, folder.Application);
        container.Remove("envFrom");
        var variables = container["env"]!.AsArray();
        foreach (var (variable, value) in folder.Workload.Environment.Where(item => !item.Value.Secrets.Any()))
        {
            variables.Add((JsonNode)PodEnvironment.Variable(variable, PodEnvironment.Text(value, folder.Application)));
        }

        variables.Add((JsonNode)PodEnvironment.Variable("POSTGRES_DB", server.Databases.Values.FirstOrDefault() ?? "postgres"));
        variables.Add((JsonNode)PodEnvironment.Variable("PGDATA", $"{Data}/data/pgdata"));
        variables.Add((JsonNode)PodEnvironment.Variable("PRIMARY_HOST", folder.Name));
        variables.Add((JsonNode)PodEnvironment.Variable("PRIMARY_PORT", folder.Workload.Endpoints[0].Port.ToString(CultureInfo.InvariantCulture)));
        variables.Add((JsonNode)PodEnvironment.Secret("REPLICATION_PASSWORD", ReplicationSecret));
        variables.Add((JsonNode)PodEnvironment.Secret("MONITOR_PASSWORD", MonitorSecret));
        variables.Add((JsonNode)PodEnvironment.Secret("OWNER_PASSWORD", OwnerSecret));
        container["volumeMounts"] = new JsonArray(PodTemplate.Mount("tmp", "/tmp"), PodTemplate.Mount("run", "/var/run/postgresql"), PodTemplate.Mount(StatefulComponent.Volume, Data));
        return container;
    }

    public static IEnumerable<string> Settings =>
    [
        "wal_level=replica", "max_wal_senders=20", "max_replication_slots=20", "hot_standby=on", "hot_standby_feedback=on", "max_slot_wal_keep_size=8GB", "summarize_wal=on", "password_encryption=scram-sha-256",
    ];

    private static JsonObject Role(ComponentFolder folder, string role) => Labels.Select(folder.Name, Labels.Role, role);

    private static JsonObject Accepts(int period, int failures) => new()
    {
        ["exec"] = new JsonObject { ["command"] = new JsonArray("sh", "-c", "exec pg_isready --host 127.0.0.1 --username \"$POSTGRES_USER\"") },
        ["periodSeconds"] = period,
        ["timeoutSeconds"] = 5,
        ["failureThreshold"] = failures,
    };

    private static JsonObject Apart(ComponentFolder folder) => new()
    {
        ["podAntiAffinity"] = new JsonObject
        {
            ["preferredDuringSchedulingIgnoredDuringExecution"] = new JsonArray(new JsonObject
            {
                ["weight"] = 100,
                ["podAffinityTerm"] = new JsonObject { ["topologyKey"] = "kubernetes.io/hostname", ["labelSelector"] = Labels.Match(Labels.Select(folder.Name)) },
            }),
        },
    };

    private static readonly string InitPrimary = $$"""
        #!/bin/sh
        # Run once by the image, when the cluster is made: who may replicate, who may only measure, who owns the database and is no superuser,
        # and a slot for each replica there may be.
        # A slot that was never used keeps no WAL.
        set -eu
        psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
        \getenv password REPLICATION_PASSWORD
        CREATE ROLE creditai_replication LOGIN REPLICATION PASSWORD :'password';
        \getenv password MONITOR_PASSWORD
        CREATE ROLE {{Monitor}} LOGIN IN ROLE pg_monitor PASSWORD :'password';
        \getenv password OWNER_PASSWORD
        CREATE ROLE {{Owner}} LOGIN CREATEROLE PASSWORD :'password';
        \getenv database POSTGRES_DB
        ALTER DATABASE :"database" OWNER TO {{Owner}};
        SELECT pg_create_physical_replication_slot('replica_' || number) FROM generate_series(0, {{MostReplicas - 1}}) number;
        SQL
        echo "host replication all all scram-sha-256" >> "$PGDATA/pg_hba.conf"

        """;

    private const string InitReplica = """
        #!/bin/sh
        # Run before a replica starts: an empty volume gets a copy of the primary, which follows it through the replica's slot.
        set -eu
        if [ -s "$PGDATA/PG_VERSION" ]; then
          exit 0
        fi
        rm -rf "$PGDATA.incomplete"
        mkdir -p "$(dirname "$PGDATA")"
        export PGPASSWORD="$REPLICATION_PASSWORD"
        pg_basebackup --no-password --pgdata "$PGDATA.incomplete" --write-recovery-conf --wal-method stream --checkpoint fast \
          --slot "replica_${HOSTNAME##*-}" --dbname "host=$PRIMARY_HOST port=$PRIMARY_PORT user=creditai_replication application_name=$HOSTNAME"
        mv "$PGDATA.incomplete" "$PGDATA"

        """;
}
