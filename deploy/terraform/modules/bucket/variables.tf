variable "name" {
  description = "Name of the bucket."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 63 small letters, digits and hyphens."
  }
}

variable "key_arn" {
  description = "KMS key of the objects; null for S3's own, which is all that load balancers write under."
  type        = string
  default     = null
}

variable "lock" {
  description = "Object lock of each new version; null for none."
  type = object({
    mode = string
    days = number
  })
  default = null

  validation {
    condition     = var.lock == null || try(contains(["GOVERNANCE", "COMPLIANCE"], var.lock.mode) && var.lock.days >= 1, false)
    error_message = "lock needs mode GOVERNANCE or COMPLIANCE, and days of 1 or more."
  }
}

variable "noncurrent_days" {
  description = "Days after which a version that was replaced or removed goes."
  type        = number

  validation {
    condition     = var.noncurrent_days >= 1
    error_message = "noncurrent_days must be 1 or more."
  }
}

variable "infrequent_after_days" {
  description = "Days after which objects move to infrequent access; null for never."
  type        = number
  default     = null

  validation {
    condition     = var.infrequent_after_days == null || try(var.infrequent_after_days >= 30, false)
    error_message = "infrequent_after_days must be 30 or more: S3 moves nothing earlier."
  }
}

variable "expire_days" {
  description = "Days after which objects go; null for never."
  type        = number
  default     = null
}

variable "policy_documents" {
  description = "Statements besides those that every bucket has."
  type        = list(string)
  default     = []
}

variable "deletable" {
  description = "Whether the bucket goes with its objects when it is taken out of the configuration."
  type        = bool
  default     = false
}
