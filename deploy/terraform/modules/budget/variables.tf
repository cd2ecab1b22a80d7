variable "name" {
  description = "Prefix of every name, as creditai-production."
  type        = string
}

variable "monthly_usd" {
  description = "What the account may cost in a month, in US dollars."
  type        = number

  validation {
    condition     = var.monthly_usd > 0
    error_message = "monthly_usd must be above 0."
  }
}

variable "emails" {
  description = "Who is told."
  type        = set(string)
}

variable "topic_arn" {
  description = "The topic that is told."
  type        = string
}
