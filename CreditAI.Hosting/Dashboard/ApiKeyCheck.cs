using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.Dashboard.Grpc;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard;

/// <summary>Other users of the machine reach the loopback too, and environment variables of resources are secrets.</summary>
internal sealed class ApiKeyCheck(RequestDelegate next, string apiKey)
{
    public const string Header = "x-resource-service-api-key";

    private readonly byte[] _expected = Encoding.UTF8.GetBytes(apiKey);

    public Task InvokeAsync(HttpContext context) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(context.Request.Headers[Header].ToString()), _expected)
            ? next(context)
            : GrpcEndpoints.EndAsync(context, GrpcStatus.Unauthenticated, $"The header {Header} is missing or wrong.");
}
