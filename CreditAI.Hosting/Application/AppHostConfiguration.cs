using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

internal static class AppHostConfiguration
{
    public static void AddTo(ConfigurationManager configuration, DistributedApplicationOptions options, string appHostDirectory, IHostEnvironment environment)
    {
        // The host reads appsettings from its content root, which the testing builder moves; they belong to the AppHost.
        if (Path.GetFullPath(environment.ContentRootPath) != appHostDirectory)
        {
            configuration.AddJsonFile(Path.Combine(appHostDirectory, "appsettings.json"), optional: true, reloadOnChange: false);
            configuration.AddJsonFile(Path.Combine(appHostDirectory, $"appsettings.{environment.EnvironmentName}.json"), optional: true, reloadOnChange: false);
        }

        if (options.Assembly is { } assembly)
        {
            // In every environment, unlike the host's default: parameters' generated values are kept there.
            configuration.AddUserSecrets(assembly, optional: true, reloadOnChange: false);
        }

        configuration.AddEnvironmentVariables();
        configuration.AddCommandLine(options.Args ?? [], new Dictionary<string, string>(CommandLine.Switches));
        var name = options.ProjectName ?? environment.ApplicationName;
        var path = Path.Combine(appHostDirectory, name);
        var publishes = CommandLine.ExecutionContextOf(configuration).Operation == DistributedApplicationOperation.Publish;
        configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AppHost:Directory"] = appHostDirectory,
            ["AppHost:Path"] = path,
            ["AppHost:DashboardApplicationName"] = options.DashboardApplicationName ?? environment.ApplicationName,
            // Names what belongs to this AppHost and no other on the machine, such as volumes; what is published is the same from every machine.
            ["AppHost:Sha256"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(publishes ? name : path.ToLowerInvariant()))),
        });
    }
}
