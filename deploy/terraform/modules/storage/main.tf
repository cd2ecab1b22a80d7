locals {
  lock       = { mode = var.settings.lock_mode, days = var.settings.lock_days }
  model_lock = { mode = var.settings.lock_mode, days = var.settings.model_lock_days }
}

# Environments have an account each; no bucket of it is ever public, whoever makes it.
resource "aws_s3_account_public_access_block" "this" {
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

module "backups" {
  source = "../bucket"

  name            = var.bucket_names.backups
  key_arn         = var.key_arn
  lock            = local.lock
  noncurrent_days = var.settings.noncurrent_days
  deletable       = var.deletable
}

module "models" {
  source = "../bucket"

  name                  = var.bucket_names.models
  key_arn               = var.key_arn
  lock                  = local.model_lock
  noncurrent_days       = var.settings.noncurrent_days
  infrequent_after_days = 90
  deletable             = var.deletable
}
