output "stores" {
  description = "What connection strings of object stores say besides the key pair, and whose the pair is."
  value = {
    region-north = {
      endpoint = local.endpoints.first, region = data.aws_region.current.name, bucket = module.backups.name, user = aws_iam_user.access["backups"].name
      lock     = var.settings.lock_mode, lockDays = var.settings.lock_days
    }
    region-south = {
      endpoint = local.endpoints.second, region = var.replica_region, bucket = var.second.name, user = aws_iam_user.access["backups"].name
      lock     = var.settings.lock_mode, lockDays = var.settings.lock_days
    }
    storage-connection = {
      endpoint = local.endpoints.first, region = data.aws_region.current.name, bucket = module.models.name, user = aws_iam_user.access["models"].name
      lock     = var.settings.lock_mode, lockDays = var.settings.model_lock_days
    }
  }
}

output "backup_policy_arn" {
  description = "What the backup worker may do."
  value       = aws_iam_policy.access["backups"].arn
}

output "replicated" {
  description = "Source and destination by purpose, for alarms."
  value       = { for purpose, pair in local.replicated : purpose => { from = pair.from.name, to = pair.to.name } }
}
