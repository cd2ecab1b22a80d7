output "regions" {
  description = "What the connection strings region-north and region-south say besides the key pair."
  value = {
    north = { endpoint = "https://s3.${data.aws_region.current.name}.amazonaws.com", region = data.aws_region.current.name, bucket = module.backups.name }
    south = { endpoint = "https://s3.${var.replica_region}.amazonaws.com", region = var.replica_region, bucket = var.second.name }
  }
}

output "models_bucket" {
  description = "Bucket of model artifacts."
  value       = module.models.name
}

output "backup_policy_arn" {
  description = "What the backup worker may do."
  value       = aws_iam_policy.backups.arn
}

output "backup_user" {
  description = "For whom the operator makes the worker's key pair."
  value       = aws_iam_user.backups.name
}

output "replicated" {
  description = "Source and destination by purpose, for alarms."
  value       = { for purpose, pair in local.replicated : purpose => { from = pair.from.name, to = pair.to.name } }
}
