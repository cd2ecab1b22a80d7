output "repository_urls" {
  description = "Addresses by repository."
  value       = { for name, repository in aws_ecr_repository.this : name => repository.repository_url }
}

output "address" {
  description = "What stands before creditai/ in an image's name."
  value       = split("/", values(aws_ecr_repository.this)[0].repository_url)[0]
}
