variable "name" {
  description = "Prefix of every name, as creditai-production."
  type        = string
}

variable "host" {
  description = "The name under which the API is reached."
  type        = string
}

variable "zone_id" {
  description = "Hosted zone of the host."
  type        = string
}

variable "vpc_id" {
  description = "The VPC."
  type        = string
}

variable "subnet_ids" {
  description = "Public subnets, one a zone."
  type        = list(string)
}

variable "node_security_group_id" {
  description = "Group of the nodes that the ingress controller listens on."
  type        = string
}

variable "scaling_group" {
  description = "Auto Scaling group whose nodes are sent requests."
  type        = string
}

variable "node_port" {
  description = "Port of the ingress controller's HTTPS on each node."
  type        = number
}

variable "log_bucket_name" {
  description = "Name of the bucket of the access logs."
  type        = string
}

variable "log_retention_days" {
  description = "How long access logs and the firewall's are kept."
  type        = number
}

variable "log_key_arn" {
  description = "KMS key of the firewall's log."
  type        = string
}

variable "rate_limit_per_minute" {
  description = "Requests that one address may send in a minute."
  type        = number

  validation {
    condition     = var.rate_limit_per_minute >= 10
    error_message = "rate_limit_per_minute must be 10 or more, the least that AWS WAF takes."
  }
}

variable "deletion_protection" {
  description = "Whether the load balancer can't be deleted."
  type        = bool
}
