variable "name" {
  description = "Name of the secret, as creditai/production: the key that the published overlay reads."
  type        = string
}

variable "key_arn" {
  description = "KMS key of the secrets."
  type        = string
}

variable "existing_arn" {
  description = "The secret where it exists already; null to make it with generated values."
  type        = string
}

variable "properties" {
  description = "Properties that a password is made for."
  type        = set(string)
}

variable "cache_token" {
  description = "Whether the managed cache needs a token; it then is cache-password as well."
  type        = bool
}

variable "recovery_window_days" {
  description = "Days in which the deletion of a secret can be taken back."
  type        = number
}
