output "load_balancer" {
  description = "Name of the load balancer in DNS."
  value       = aws_lb.this.dns_name
}

output "certificate_arn" {
  description = "The certificate of the host."
  value       = aws_acm_certificate_validation.this.certificate_arn
}

output "load_balancer_suffix" {
  description = "Of the load balancer, for alarms."
  value       = aws_lb.this.arn_suffix
}

output "target_group_suffix" {
  description = "Of the target group, for alarms."
  value       = aws_lb_target_group.this.arn_suffix
}

output "firewall" {
  description = "Name of the firewall, for alarms."
  value       = aws_wafv2_web_acl.this.name
}
