output "host" {
  description = "Name of the primary."
  value       = aws_elasticache_replication_group.this.primary_endpoint_address
}

output "identifier" {
  description = "Of the replication group, for alarms."
  value       = local.identifier
}
