output "host" {
  description = "Name of the server."
  value       = aws_db_instance.this.address
}

output "port" {
  description = "Port of the server."
  value       = aws_db_instance.this.port
}

output "identifier" {
  description = "Of the instance, for alarms."
  value       = local.identifier
}

output "resource_id" {
  description = "Of the instance, for policies of IAM authentication."
  value       = aws_db_instance.this.resource_id
}

output "arn" {
  description = "Of the instance, whose backups are copied."
  value       = aws_db_instance.this.arn
}
