# What lies in the second region. Modules take one provider each, so each can be planned by itself.
locals {
  lock       = { mode = var.storage_settings.lock_mode, days = var.storage_settings.lock_days }
  model_lock = { mode = var.storage_settings.lock_mode, days = var.storage_settings.model_lock_days }

  copies = merge(
    { models = { name = module.models_copy.name, arn = module.models_copy.arn } },
    var.storage_settings.replicate_backup ? { backups = { name = module.backups_copy[0].name, arn = module.backups_copy[0].arn } } : {},
  )
}

module "replica_keys" {
  source    = "./modules/keys"
  providers = { aws = aws.replica }

  name = local.name
  keys = merge(
    { storage = { services = ["s3"] } },
    local.managed_database ? { database = { services = ["rds"] } } : {},
  )
}

# The worker writes both regions by itself: this is its region-south, no replica.
module "backups_second" {
  source    = "./modules/bucket"
  providers = { aws = aws.replica }

  name            = local.bucket_names.backups_second
  key_arn         = module.replica_keys.arns["storage"]
  lock            = local.lock
  noncurrent_days = var.storage_settings.noncurrent_days
  deletable       = !var.deletion_protection
}

# A copy that the worker's key can't reach.
module "backups_copy" {
  source    = "./modules/bucket"
  count     = var.storage_settings.replicate_backup ? 1 : 0
  providers = { aws = aws.replica }

  name            = local.bucket_names.backups_copy
  key_arn         = module.replica_keys.arns["storage"]
  lock            = local.lock
  noncurrent_days = var.storage_settings.noncurrent_days
  # Removals are not replicated, so the copy ends by age: seven weekly full backups, the worker's least, are 49 days old.
  expire_days = max(60, 2 * var.storage_settings.lock_days)
  deletable   = !var.deletion_protection
}

module "models_copy" {
  source    = "./modules/bucket"
  providers = { aws = aws.replica }

  name                  = local.bucket_names.models_copy
  key_arn               = module.replica_keys.arns["storage"]
  lock                  = local.model_lock
  noncurrent_days       = var.storage_settings.noncurrent_days
  infrequent_after_days = 30
  deletable             = !var.deletion_protection
}

resource "aws_db_instance_automated_backups_replication" "this" {
  count    = local.managed_database && var.database_settings.replicate_backups ? 1 : 0
  provider = aws.replica

  source_db_instance_arn = module.database[0].arn
  retention_period       = var.database_settings.backup_days
  kms_key_id             = module.replica_keys.arns["database"]
}
