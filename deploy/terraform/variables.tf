variable "environment" {
  description = "Which environment this is."
  type        = string

  validation {
    condition     = contains(["development", "staging", "production"], var.environment)
    error_message = "environment must be development, staging or production: the overlays are published for those."
  }
}

variable "region" {
  description = "Region of everything but copies."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region must be the name of a region, as eu-central-1."
  }
}

variable "replica_region" {
  description = "Second region, for copies and the second half of the backups."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.replica_region)) && var.replica_region != var.region
    error_message = "replica_region must be the name of a region other than region: a copy in the same one is lost with it."
  }
}

variable "zones" {
  description = "Letters of the three availability zones."
  type        = list(string)
  default     = ["a", "b", "c"]

  validation {
    condition     = length(var.zones) == 3 && length(distinct(var.zones)) == 3 && alltrue([for zone in var.zones : can(regex("^[a-z]$", zone))])
    error_message = "zones must be three different letters, as [\"a\", \"b\", \"c\"]."
  }
}

variable "vpc_cidr" {
  description = "Address range of the VPC, a /16."
  type        = string

  validation {
    condition     = can(cidrnetmask(var.vpc_cidr)) && endswith(var.vpc_cidr, "/16")
    error_message = "vpc_cidr must be an IPv4 range of /16, as 10.20.0.0/16."
  }
}

variable "nat_per_zone" {
  description = "One NAT gateway a zone; otherwise one for all, whose zone all others depend on."
  type        = bool

  validation {
    condition     = var.nat_per_zone || var.environment != "production"
    error_message = "production needs nat_per_zone = true: with one gateway the loss of its zone cuts off the others."
  }
}

variable "host" {
  description = "The name under which the API is reached, as in deploy/environments."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", var.host))
    error_message = "host must be a full name in small letters, as creditai.example.com."
  }
}

variable "zone_name" {
  description = "Public hosted zone of Route 53 that the host is in. It exists already."
  type        = string

  validation {
    condition     = var.host == var.zone_name || endswith(var.host, ".${var.zone_name}")
    error_message = "zone_name must be the host or an end of it, as example.com for creditai.example.com."
  }
}

variable "rate_limit_per_minute" {
  description = "Requests that one address may send in a minute before the firewall answers 429."
  type        = number
  default     = 100
}

variable "ingress_node_port" {
  description = "Port of the ingress controller's HTTPS on each node."
  type        = number
  default     = 30443

  validation {
    condition     = var.ingress_node_port >= 30000 && var.ingress_node_port <= 32767
    error_message = "ingress_node_port must be from 30000 to 32767, the range of Kubernetes' node ports."
  }
}

variable "deletion_protection" {
  description = "Whether database and load balancer refuse to be deleted, and buckets go only empty."
  type        = bool
  default     = true

  validation {
    condition     = var.deletion_protection || var.environment != "production"
    error_message = "production needs deletion_protection = true."
  }
}

variable "log_retention_days" {
  description = "How long CloudWatch and the access logs' bucket keep logs."
  type        = number
  default     = 90

  validation {
    condition     = contains([7, 14, 30, 60, 90, 120, 180, 365, 400, 731, 1096, 1827, 2557, 3653], var.log_retention_days)
    error_message = "log_retention_days must be one that CloudWatch takes: 7, 14, 30, 60, 90, 120, 180, 365, 400, 731, 1096, 1827, 2557 or 3653."
  }
}

variable "alarm_emails" {
  description = "Who is told of alarms and of the budget; each confirms once."
  type        = set(string)

  validation {
    condition     = length(var.alarm_emails) > 0 && alltrue([for email in var.alarm_emails : can(regex("^[^@ ]+@[^@ ]+\\.[^@ ]+$", email))])
    error_message = "alarm_emails needs one address at least: an alarm that reaches nobody is none."
  }
}

variable "budget_monthly_usd" {
  description = "What the account may cost in a month, in US dollars, before notices go out."
  type        = number
}

variable "tags" {
  description = "Tags besides Project, Environment and ManagedBy."
  type        = map(string)
  default     = {}
}
