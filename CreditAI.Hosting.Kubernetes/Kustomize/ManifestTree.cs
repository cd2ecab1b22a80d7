using System.Text;
using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Yaml;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>What is published, by path below the output directory; the same model gives the same bytes.</summary>
internal sealed class ManifestTree
{
    private const string Mark = "# Published from the application model (CreditAI.AppHost). Change that, not this.\n";

    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Files => _files;

    public void Add(string path, JsonObject manifest) => _files.Add(path, Mark + YamlText.Of(manifest));

    public void Add(string path, Policy policy) => Add(path, policy.ToManifest());

    /// <param name="yaml">An object as it is to stand in the file.</param>
    public void Add(string path, string yaml) => _files.Add(path, Mark + yaml);

    public void AddText(string path, string text) => _files.Add(path, text);

    /// <summary>Adds a kustomization of a folder: its own files beside it as resources, and what else is said.</summary>
    public void AddKustomization(string folder, JsonObject? more = null, bool isComponent = false)
    {
        var prefix = folder + "/";
        var own = _files.Keys.Where(path => path.StartsWith(prefix, StringComparison.Ordinal) && path.EndsWith(".yaml", StringComparison.Ordinal)
            && !path[prefix.Length..].Contains('/', StringComparison.Ordinal) && !path[prefix.Length..].StartsWith("patch-", StringComparison.Ordinal));
        var kustomization = new JsonObject
        {
            ["apiVersion"] = isComponent ? "kustomize.config.k8s.io/v1alpha1" : "kustomize.config.k8s.io/v1beta1",
            ["kind"] = isComponent ? "Component" : "Kustomization",
        };
        foreach (var (name, value) in more ?? [])
        {
            kustomization[name] = value?.DeepClone();
        }

        var resources = kustomization["resources"] as JsonArray ?? [];
        foreach (var path in own)
        {
            resources.Add((JsonNode)path[prefix.Length..]);
        }

        if (resources.Count > 0)
        {
            kustomization["resources"] = resources.DeepClone();
        }

        Add($"{folder}/kustomization.yaml", kustomization);
    }

    /// <summary>Writes what differs, and removes what was published before and is no more. Other files stay.</summary>
    public void WriteTo(string directory)
    {
        foreach (var (path, text) in _files)
        {
            var file = Path.Combine(directory, path);
            var content = Encoding.UTF8.GetBytes(text);
            if (!File.Exists(file) || !File.ReadAllBytes(file).AsSpan().SequenceEqual(content))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllBytes(file, content);
            }
        }

        foreach (var file in Directory.EnumerateFiles(directory, "*.yaml", SearchOption.AllDirectories)
            .Where(file => !_files.ContainsKey(Path.GetRelativePath(directory, file).Replace(Path.DirectorySeparatorChar, '/')) && File.ReadAllText(file).StartsWith(Mark, StringComparison.Ordinal)).ToList())
        {
            File.Delete(file);
        }
    }
}
