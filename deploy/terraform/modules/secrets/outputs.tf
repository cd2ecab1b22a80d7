output "arn" {
  description = "The secret that the overlay reads."
  value       = local.secret

  # Who reads it needs its values.
  depends_on = [aws_secretsmanager_secret_version.this]
}

output "token_secret_id" {
  description = "The secret that holds the managed cache's token; null without one."
  value       = var.cache_token ? aws_secretsmanager_secret_version.token[0].secret_id : null
}

output "read_policy_arn" {
  description = "What External Secrets may do."
  value       = aws_iam_policy.read.arn
}
