using Aspire.Hosting.Dcp.Model;

namespace Aspire.Hosting.Orchestration;

/// <summary>Arguments and environment of an instance, evaluated anew for every start.</summary>
internal sealed record InstanceConfiguration(IReadOnlyList<InstanceArgument> Arguments, IReadOnlyList<EnvVar> Environment);
