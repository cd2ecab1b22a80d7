output "vpc_id" {
  description = "The VPC."
  value       = aws_vpc.this.id
}

output "public_subnet_ids" {
  description = "One a zone, for the load balancer and NAT."
  value       = [for subnet in aws_subnet.public : subnet.id]
}

output "private_subnet_ids" {
  description = "One a zone, for nodes and pods."
  value       = [for subnet in aws_subnet.private : subnet.id]

  # Nodes that start before NAT has a route can't fetch what they join with.
  depends_on = [aws_route.nat, aws_route_table_association.private]
}

output "database_subnet_ids" {
  description = "One a zone, with no way out of the VPC."
  value       = [for subnet in aws_subnet.database : subnet.id]
}

output "database_cidrs" {
  description = "Ranges of the database subnets, for network policies of the cluster."
  value       = [for subnet in aws_subnet.database : subnet.cidr_block]
}

output "public_cidrs" {
  description = "Ranges of the public subnets, from which the load balancer calls."
  value       = [for subnet in aws_subnet.public : subnet.cidr_block]
}

output "nat_addresses" {
  description = "Public addresses that pods call out from."
  value       = [for address in aws_eip.nat : address.public_ip]
}

output "nat_gateway_ids" {
  description = "NAT gateways by zone."
  value       = { for zone, gateway in aws_nat_gateway.this : zone => gateway.id }
}

output "s3_endpoint_id" {
  description = "The gateway endpoint through which this region's buckets are reached."
  value       = aws_vpc_endpoint.s3.id
}
