using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;
using CreditAI.Hosting.Kubernetes.Environments;

namespace CreditAI.Hosting.Kubernetes.Compose;

/// <summary>nginx before the service's replicas: TLS, limits, compression, balance.</summary>
internal static class Edge
{
    public static JsonObject Service(string api) => ContainerService.Restricted(
        new JsonObject
        {
            ["image"] = "docker.io/library/nginx:1.27",
            ["ports"] = new JsonArray("80:80", "443:443"),
            ["volumes"] = new JsonArray("./nginx.conf:/etc/nginx/nginx.conf:ro", "./certificates:/etc/nginx/certificates:ro"),
            ["depends_on"] = new JsonObject { [api] = new JsonObject { ["condition"] = "service_healthy" } },
            ["healthcheck"] = ContainerService.Health("CMD-SHELL", "curl --fail --silent --output /dev/null http://127.0.0.1/healthz"),
        },
        "edge");

    /// <summary>The same limits as the Ingress has (100 requests a minute and address, bodies of 64 MiB), as nginx says them.</summary>
    public static string Settings(PublishedWorkload api, EnvironmentSettings settings) => $$"""
        # Published from the application model (CreditAI.AppHost). Change that, not this.
        worker_processes auto;
        events {
          worker_connections 4096;
        }
        http {
          server_tokens off;
          access_log off;
          gzip on;
          gzip_proxied any;
          gzip_types application/json application/problem+json application/x-ndjson;
          client_max_body_size 64m;
          limit_req_zone $binary_remote_addr zone=address:10m rate=100r/m;
          limit_req_status 429;

          # Docker's own: replicas come and go, and each is asked in turn.
          resolver 127.0.0.11 valid=5s;

          server {
            listen 80;
            location = /healthz {
              return 204;
            }
            location / {
              return 308 https://$host$request_uri;
            }
          }
          server {
            listen 443 ssl;
            server_name {{settings.Host}};
            ssl_certificate certificates/tls.crt;
            ssl_certificate_key certificates/tls.key;
            ssl_protocols TLSv1.2 TLSv1.3;
            ssl_session_cache shared:tls:10m;
            add_header Strict-Transport-Security "max-age=31536000; includeSubDomains" always;
            location /v1 {
              limit_req zone=address burst=20 nodelay;
              set $service {{api.Name}}:{{api.Endpoints[0].TargetPort}};
              proxy_pass http://$service;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_set_header Host $host;
              proxy_set_header X-Forwarded-For $remote_addr;
              proxy_set_header X-Forwarded-Proto $scheme;
              proxy_connect_timeout 2s;
              proxy_request_buffering off;
              proxy_buffering off;
            }
            location / {
              return 404;
            }
          }
        }

        """;
}
