variable "name" {
  description = "Prefix of every name, as creditai-production."
  type        = string
}

variable "vpc_id" {
  description = "The VPC."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets of the cache, one a zone."
  type        = list(string)
}

variable "client_security_group_id" {
  description = "Group of the pods' nodes, the only ones that reach the cache."
  type        = string
}

variable "key_arn" {
  description = "KMS key of what the cache writes down."
  type        = string
}

variable "log_key_arn" {
  description = "KMS key of the slow log."
  type        = string
}

variable "log_retention_days" {
  description = "How long the slow log is kept."
  type        = number
}

variable "token_secret_id" {
  description = "The secret that holds the token."
  type        = string
}

variable "settings" {
  description = "Of the servers; see the root module's cache_settings."
  type = object({
    engine_version = string
    node_type      = string
    nodes          = number
    snapshot_days  = number
  })

  validation {
    condition     = var.settings.nodes >= 2 && var.settings.nodes <= 6
    error_message = "nodes must be from 2 to 6: with one there is nothing to fail over to."
  }
}
