output "name" {
  description = "Name of the cluster."
  value       = aws_eks_cluster.this.name
}

output "endpoint" {
  description = "Address of the API server."
  value       = aws_eks_cluster.this.endpoint
}

output "oidc_provider_arn" {
  description = "For roles of service accounts."
  value       = aws_iam_openid_connect_provider.this.arn
}

output "security_group_id" {
  description = "Group that all nodes are in."
  value       = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
}

output "scaling_groups" {
  description = "Auto Scaling groups by group of nodes."
  value       = { for name, group in aws_eks_node_group.this : name => group.resources[0].autoscaling_groups[0].name }
}

output "workload_role_arns" {
  description = "Roles by workload."
  value       = { for name, role in aws_iam_role.workload : name => role.arn }
}
