variable "name" {
  description = "Prefix of every name, as creditai-production."
  type        = string
}

variable "bucket_names" {
  description = "Names of the first region's buckets."
  type        = object({ backups = string, models = string })
}

variable "second" {
  description = "Bucket of the second region that the backup worker writes by itself."
  type        = object({ name = string, arn = string })
}

variable "copies" {
  description = "Buckets of the second region that backups and models are replicated to."
  type        = map(object({ name = string, arn = string }))

  validation {
    condition     = contains(keys(var.copies), "models") && alltrue([for purpose in keys(var.copies) : contains(["backups", "models"], purpose)])
    error_message = "copies needs models, and takes backups besides."
  }
}

variable "replica_region" {
  description = "Name of the second region."
  type        = string
}

variable "key_arn" {
  description = "KMS key of the objects in the first region."
  type        = string
}

variable "replica_key_arn" {
  description = "KMS key of the objects in the second region."
  type        = string
}

variable "s3_endpoint_id" {
  description = "VPC endpoint through which the first region's buckets are reached."
  type        = string
}

variable "nat_addresses" {
  description = "Addresses from which the second region's bucket is reached."
  type        = list(string)
}

variable "deletable" {
  description = "Whether buckets go with their objects."
  type        = bool
}

variable "settings" {
  description = "Of the buckets; see the root module's storage_settings."
  type = object({
    lock_mode       = string
    lock_days       = number
    model_lock_days = number
    noncurrent_days = number
  })

  validation {
    condition     = contains(["GOVERNANCE", "COMPLIANCE"], var.settings.lock_mode)
    error_message = "lock_mode must be GOVERNANCE (whoever has a right of its own may remove) or COMPLIANCE (nobody may)."
  }

  validation {
    condition     = var.settings.lock_days >= 1 && var.settings.model_lock_days >= 1
    error_message = "lock_days and model_lock_days must be 1 or more: object lock is never off."
  }
}
