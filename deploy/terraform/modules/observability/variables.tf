variable "name" {
  description = "Prefix of every name, as creditai-production."
  type        = string
}

variable "key_arn" {
  description = "KMS key of the topic."
  type        = string
}

variable "log_key_arn" {
  description = "KMS key of the logs."
  type        = string
}

variable "log_retention_days" {
  description = "How long pods' logs are kept."
  type        = number
}

variable "emails" {
  description = "Who is told of alarms; each confirms once."
  type        = set(string)
}

variable "load_balancer_suffix" {
  description = "Of the load balancer."
  type        = string
}

variable "target_group_suffix" {
  description = "Of the target group."
  type        = string
}

variable "firewall" {
  description = "Name of the firewall."
  type        = string
}

variable "nat_gateway_ids" {
  description = "NAT gateways by zone."
  type        = map(string)
}

variable "cluster" {
  description = "Name of the cluster."
  type        = string
}

variable "replicated" {
  description = "Source and destination bucket by purpose."
  type        = map(object({ from = string, to = string }))
}

variable "database" {
  description = "Managed instance and its storage; null without one."
  type        = object({ identifier = string, storage_gib = number })
}

variable "cache" {
  description = "Managed replication group and its nodes; null without one."
  type        = object({ identifier = string, nodes = number })
}
