namespace CreditAI.AppHost.Parts.Storage;

/// <summary>MinIO as a container: an object store of the S3 protocol.</summary>
internal sealed class MinioResource(string name, string bucket, ParameterResource user, ParameterResource password) : ContainerResource(name), IResourceWithConnectionString
{
    public const string EndpointName = "s3";

    public ParameterResource User { get; } = user;

    public ParameterResource Password { get; } = password;

    public EndpointReference Endpoint => field ??= new EndpointReference(this, EndpointName);

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"Endpoint={Endpoint.Property(EndpointProperty.Url)};AccessKey={User};SecretKey={Password};Bucket={bucket}");
}
