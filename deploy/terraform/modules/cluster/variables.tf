variable "name" {
  description = "Name of the cluster, as creditai-production."
  type        = string
}

variable "kubernetes_version" {
  description = "Minor version of Kubernetes."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets, one a zone."
  type        = list(string)
}

variable "public_access_cidrs" {
  description = "From where the API server is reached besides the VPC; empty for nowhere."
  type        = set(string)
}

variable "administrators" {
  description = "Roles that administer the cluster."
  type        = set(string)
}

variable "secrets_key_arn" {
  description = "KMS key of the cluster's secrets."
  type        = string
}

variable "volumes_key_arn" {
  description = "KMS key of nodes' and pods' volumes."
  type        = string
}

variable "log_key_arn" {
  description = "KMS key of the logs."
  type        = string
}

variable "log_retention_days" {
  description = "How long logs are kept."
  type        = number
}

variable "node_groups" {
  description = "Groups of nodes by name; see the root module's node_groups."
  type = map(object({
    capacity       = string
    instance_types = list(string)
    least          = number
    most           = number
    disk_gib       = number
    avoided        = bool
  }))
}

variable "workloads" {
  description = "Policies by workload: whose pods of which service account have them by Pod Identity."
  type = map(object({
    namespace       = string
    service_account = string
    policy_arn      = string
  }))
}
