variable "repositories" {
  description = "Names of the repositories."
  type        = set(string)
}

variable "key_arn" {
  description = "KMS key of the images."
  type        = string
}

variable "untagged_days" {
  description = "Days after which an image without a tag goes."
  type        = number
  default     = 14
}
