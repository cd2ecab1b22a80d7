namespace CreditAI.Hosting.Kubernetes.Kustomize.Components;

internal static class AllComponents
{
    public static IReadOnlyList<IComponent> With(OperationsFiles operations) =>
    [
        new AdviceComponent(), new CloudNativePgComponent(), new ExternalStorageComponent(), new GatewayApiComponent(), new IstioComponent(), new MonitoringComponent(operations), new TelemetryComponent(),
    ];
}
