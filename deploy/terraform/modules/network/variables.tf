variable "name" {
  description = "Prefix of every name, as creditai-production."
  type        = string
}

variable "cidr" {
  description = "Address range of the VPC: a /16, of which each subnet takes a fixed part."
  type        = string

  validation {
    condition     = can(cidrnetmask(var.cidr)) && try(tonumber(split("/", var.cidr)[1]), 0) == 16
    error_message = "cidr must be an IPv4 range of /16, as 10.20.0.0/16."
  }
}

variable "zones" {
  description = "The three availability zones."
  type        = list(string)

  validation {
    condition     = length(var.zones) == 3 && length(distinct(var.zones)) == 3
    error_message = "zones must name three different availability zones: a quorum of three outlives the loss of one."
  }
}

variable "nat_per_zone" {
  description = "One NAT gateway a zone; otherwise one for all."
  type        = bool
}

variable "log_key_arn" {
  description = "KMS key of the flow log."
  type        = string
}

variable "log_retention_days" {
  description = "How long the flow log is kept."
  type        = number
}

variable "bucket_names" {
  description = "Buckets of this region that the S3 endpoint lets through, besides those that images and packages are served from."
  type        = set(string)
}
