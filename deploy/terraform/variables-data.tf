variable "database" {
  description = "Where PostgreSQL runs: rds, or cluster for what the overlays publish. The README says what each choice means."
  type        = string

  validation {
    condition     = contains(["rds", "cluster"], var.database)
    error_message = "database must be rds or cluster."
  }
}

variable "database_settings" {
  description = <<-E
    Of RDS. backup_days: how far back any moment is restored. replicate_backups: into the second region.
    iam_authentication: users may sign in by IAM. password_version: raising it writes the secret's postgres-password again.
  E
  type = object({
    engine_version     = optional(string, "17")
    instance_class     = optional(string, "db.r7g.xlarge")
    multi_az           = optional(bool, true)
    storage_gib        = optional(number, 100)
    most_storage_gib   = optional(number, 1000)
    backup_days        = optional(number, 30)
    replicate_backups  = optional(bool, true)
    iam_authentication = optional(bool, false)
    password_version   = optional(number, 1)
  })
  default = {}

  validation {
    condition     = var.environment != "production" || (var.database_settings.multi_az && var.database_settings.backup_days >= 30)
    error_message = "production needs multi_az, and backup_days of 30 or more."
  }
}

variable "cache" {
  description = "Where the cache runs: elasticache, or cluster for what the overlays publish."
  type        = string

  validation {
    condition     = contains(["elasticache", "cluster"], var.cache)
    error_message = "cache must be elasticache or cluster."
  }
}

variable "cache_settings" {
  description = "Of ElastiCache. nodes: the primary and its replicas, spread over the zones."
  type = object({
    engine_version = optional(string, "8.0")
    node_type      = optional(string, "cache.r7g.large")
    nodes          = optional(number, 3)
    snapshot_days  = optional(number, 1)
  })
  default = {}
}

variable "storage_settings" {
  description = <<-E
    Of the buckets. lock_mode: GOVERNANCE or COMPLIANCE. lock_days and model_lock_days: for which a new version of a backup or a
    model can't be removed. noncurrent_days: after which a replaced or removed version goes. replicate_backup: a third copy of the
    backups, which the worker's key can't reach.
  E
  type = object({
    lock_mode        = optional(string, "GOVERNANCE")
    lock_days        = optional(number, 30)
    model_lock_days  = optional(number, 30)
    noncurrent_days  = optional(number, 35)
    replicate_backup = optional(bool, true)
  })
  default = {}

  validation {
    condition     = var.storage_settings.noncurrent_days >= max(var.storage_settings.lock_days, var.storage_settings.model_lock_days)
    error_message = "noncurrent_days must not be under lock_days or model_lock_days: S3 can't remove what is locked."
  }

  validation {
    condition     = var.environment != "production" || var.storage_settings.lock_days >= 30
    error_message = "production needs lock_days of 30 or more, the retention of the backups."
  }
}

variable "existing_secret_arn" {
  description = "ARN of creditai/ENVIRONMENT where it exists already, as after the loss of a region; null to make it with generated values."
  type        = string
  default     = null

  validation {
    condition     = var.existing_secret_arn == null || can(regex("^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:creditai/", var.existing_secret_arn))
    error_message = "existing_secret_arn must be the ARN of a secret whose name begins with creditai/."
  }
}
