variable "name" {
  description = "Prefix of the aliases, as creditai-production."
  type        = string
}

variable "keys" {
  description = <<-E
    Keys by purpose. services: through which AWS services principals of the account may use it, as s3 or rds.
    direct: principals may use it without a service between, as their IAM policies say. writers: AWS services that
    encrypt by themselves for this account, as cloudwatch.amazonaws.com. logs: CloudWatch Logs of the region may use it.
    nodes: Auto Scaling may start instances whose volumes it encrypts.
  E
  type = map(object({
    services = optional(set(string), [])
    direct   = optional(bool, false)
    writers  = optional(set(string), [])
    logs     = optional(bool, false)
    nodes    = optional(bool, false)
  }))

  validation {
    condition     = alltrue([for key in values(var.keys) : length(key.services) + length(key.writers) > 0 || key.direct || key.logs])
    error_message = "Each key needs a user: services, direct, writers or logs."
  }
}

variable "deletion_window_days" {
  description = "Days in which the deletion of a key can be taken back."
  type        = number
  default     = 30

  validation {
    condition     = var.deletion_window_days >= 7 && var.deletion_window_days <= 30
    error_message = "deletion_window_days must be from 7 to 30."
  }
}
