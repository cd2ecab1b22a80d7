output "name" {
  description = "Name of the bucket."
  value       = aws_s3_bucket.this.id

  # Who takes the name takes it after versioning: replication wants it on.
  depends_on = [aws_s3_bucket_versioning.this, aws_s3_bucket_object_lock_configuration.this]
}

output "arn" {
  description = "ARN of the bucket."
  value       = local.arn
}
