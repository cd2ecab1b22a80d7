variable "kubernetes_version" {
  description = "Minor version of Kubernetes."
  type        = string
  default     = "1.33"

  validation {
    condition     = can(regex("^1\\.[0-9]{2}$", var.kubernetes_version)) && try(tonumber(split(".", var.kubernetes_version)[1]) >= 32, false)
    error_message = "kubernetes_version must be 1.32 or newer, as 1.33: the overlays stop pods by the sleep that it has."
  }
}

variable "administrators" {
  description = "Names of the account's roles that administer the cluster."
  type        = set(string)

  validation {
    condition     = length(var.administrators) > 0 && alltrue([for role in var.administrators : can(regex("^[A-Za-z0-9+=,.@_/-]+$", role))])
    error_message = "administrators needs the name of one role at least, not its ARN: who applies this gets no access by that."
  }
}

variable "public_access_cidrs" {
  description = "From where the API server is reached besides the VPC; empty for nowhere."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for cidr in var.public_access_cidrs : can(cidrnetmask(cidr)) && cidr != "0.0.0.0/0"])
    error_message = "public_access_cidrs must be IPv4 ranges, and not the whole internet."
  }
}

variable "node_groups" {
  description = <<-E
    Groups of nodes by name. capacity: ON_DEMAND or SPOT. avoided: pods go there only when no other node has room for them.
    general takes the load balancer's requests. databases is made only where database = "cluster".
  E
  type = map(object({
    capacity       = optional(string, "ON_DEMAND")
    instance_types = list(string)
    least          = number
    most           = number
    disk_gib       = optional(number, 80)
    avoided        = optional(bool, false)
  }))

  validation {
    condition     = contains(keys(var.node_groups), "general") && try(var.node_groups["general"].capacity, "") == "ON_DEMAND"
    error_message = "node_groups needs general with capacity ON_DEMAND: requests must not end with a spot instance."
  }

  validation {
    condition     = alltrue([for group in values(var.node_groups) : contains(["ON_DEMAND", "SPOT"], group.capacity)])
    error_message = "capacity of a node group must be ON_DEMAND or SPOT."
  }

  validation {
    condition     = try(var.node_groups["databases"].capacity, "ON_DEMAND") == "ON_DEMAND"
    error_message = "databases must be ON_DEMAND: a spot instance goes at two minutes' notice."
  }

  validation {
    condition = alltrue([
      for group in values(var.node_groups) : group.least >= 1 && group.least <= group.most && group.disk_gib >= 20 && length(group.instance_types) > 0
    ])
    error_message = "A node group needs instance_types, least from 1 to most, and disk_gib of 20 or more."
  }

  validation {
    condition     = alltrue([for group in values(var.node_groups) : group.capacity != "SPOT" || length(group.instance_types) >= 3])
    error_message = "A spot group needs three instance types or more: one alone is taken away from all nodes at once."
  }
}
