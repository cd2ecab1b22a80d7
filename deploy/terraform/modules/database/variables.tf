variable "name" {
  description = "Prefix of every name, as creditai-production."
  type        = string
}

variable "vpc_id" {
  description = "The VPC."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets of the database, one a zone."
  type        = list(string)
}

variable "client_security_group_id" {
  description = "Group of the pods' nodes, the only ones that reach the database."
  type        = string
}

variable "key_arn" {
  description = "KMS key of storage, snapshots and Performance Insights."
  type        = string
}

variable "log_key_arn" {
  description = "KMS key of the server's log."
  type        = string
}

variable "log_retention_days" {
  description = "How long the server's log is kept."
  type        = number
}

variable "password" {
  description = "Of the user postgres. It is written only when password_version changes."
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "deletion_protection" {
  description = "Whether the database can't be deleted, and leaves a last snapshot."
  type        = bool
}

variable "settings" {
  description = "Of the server; see the root module's database_settings."
  type = object({
    engine_version     = string
    instance_class     = string
    multi_az           = bool
    storage_gib        = number
    most_storage_gib   = number
    backup_days        = number
    iam_authentication = bool
    password_version   = number
  })

  validation {
    condition     = try(tonumber(split(".", var.settings.engine_version)[0]) >= 15, false)
    error_message = "engine_version must be PostgreSQL 15 or newer."
  }

  validation {
    condition     = var.settings.backup_days >= 1 && var.settings.backup_days <= 35
    error_message = "backup_days must be from 1 to 35, the range that RDS takes."
  }

  validation {
    condition     = var.settings.most_storage_gib > var.settings.storage_gib
    error_message = "most_storage_gib must be above storage_gib: it is the limit to which storage grows."
  }
}
