output "environment_settings" {
  description = "Fields of deploy/environments/ENVIRONMENT.json that this determines."
  value = {
    name        = var.environment
    namespace   = local.namespace
    host        = var.host
    secretStore = "creditai"
    registry    = module.registry.address
  }
}

output "cluster" {
  description = "The cluster: name, API server, and the provider for roles of service accounts."
  value = {
    name              = module.cluster.name
    endpoint          = module.cluster.endpoint
    oidc_provider_arn = module.cluster.oidc_provider_arn
    role_arns         = module.cluster.workload_role_arns
  }
}

output "edge" {
  description = "The load balancer, the port it calls on each node, and from where: the ingress controller is configured with these."
  value = {
    load_balancer = module.edge.load_balancer
    certificate   = module.edge.certificate_arn
    node_port     = var.ingress_node_port
    cidrs         = module.network.public_cidrs
  }
}

output "database" {
  description = "The managed database and the ranges that a network policy lets pods out to; null where it runs in the cluster."
  value = local.managed_database ? {
    host  = module.database[0].host
    port  = module.database[0].port
    cidrs = module.network.database_cidrs
  } : null
}

output "cache" {
  description = "The managed cache, with TLS on its port; null where it runs in the cluster."
  value = local.managed_cache ? {
    host  = module.cache[0].host
    port  = 6379
    cidrs = module.network.database_cidrs
  } : null
}

output "stores" {
  description = "By property of the secret: what its connection string says besides the key pair, and whose the pair is."
  value       = module.storage.stores
}

output "repositories" {
  description = "Addresses that images are pushed to."
  value       = module.registry.repository_urls
}

output "secret" {
  description = "The secret that External Secrets reads."
  value       = module.secrets.arn
}

output "alarm_topic" {
  description = "Where alarms and the budget's notices go."
  value       = module.observability.topic_arn
}
