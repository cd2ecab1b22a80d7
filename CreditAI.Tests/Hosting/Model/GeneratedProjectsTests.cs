using Aspire.Hosting;

namespace CreditAI.Tests.Hosting.Model;

public sealed class GeneratedProjectsTests
{
    [Fact]
    public void EveryProjectReferenceOfAnAppHost_HasAClassWithItsPath()
    {
        IProjectMetadata[] projects = [new Projects.CreditAI_Cli(), new Projects.CreditAI_FairnessWorker(), new Projects.CreditAI_ScoringApi()];

        Assert.All(projects, project =>
        {
            Assert.True(File.Exists(project.ProjectPath), project.ProjectPath);
            Assert.Equal(project.GetType().Name, Path.GetFileNameWithoutExtension(project.ProjectPath).Replace('.', '_'));
            Assert.True(project.SuppressBuild);
        });
        Assert.True(File.Exists(Path.Combine(Projects.CreditAI_AppHost.ProjectPath, "CreditAI.AppHost.csproj")));
    }

    [Fact]
    public void TheAppHost_RefersToNoneOfThemAsALibrary()
    {
        var references = typeof(Projects.CreditAI_AppHost).Assembly.GetReferencedAssemblies().Select(a => a.Name);

        Assert.DoesNotContain(references, name => name is "CreditAI.ScoringApi" or "CreditAI.FairnessWorker" or "creditai");
    }

    [Fact]
    public void TheAppHostsAssembly_SaysWhereItsProjectIs()
    {
        var options = new DistributedApplicationOptions { AssemblyName = "CreditAI.AppHost" };

        Assert.Equal(Projects.CreditAI_AppHost.ProjectPath, options.ProjectDirectory);
        Assert.Equal("CreditAI.AppHost.csproj", options.ProjectName);
        Assert.NotNull(options.Configuration);
    }
}
