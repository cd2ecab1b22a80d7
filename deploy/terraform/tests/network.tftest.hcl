mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name               = "creditai-test"
  cidr               = "10.20.0.0/16"
  zones              = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
  nat_per_zone       = true
  log_key_arn        = "arn:aws:kms:eu-central-1:123456789012:key/logs"
  log_retention_days = 30
  bucket_names       = ["creditai-test-backups"]
}

run "three_zones" {
  command = plan

  module {
    source = "./modules/network"
  }

  assert {
    condition = alltrue([
      for subnets in [aws_subnet.public, aws_subnet.private, aws_subnet.database] :
      toset([for subnet in subnets : subnet.availability_zone]) == toset(var.zones)
    ])
    error_message = "A kind of subnet is not in all three zones."
  }

  assert {
    condition     = length(distinct(flatten([for subnets in [aws_subnet.public, aws_subnet.private, aws_subnet.database] : [for subnet in subnets : subnet.cidr_block]]))) == 9
    error_message = "Two subnets have the same range."
  }

  assert {
    condition     = alltrue([for subnet in aws_subnet.public : !subnet.map_public_ip_on_launch])
    error_message = "A public subnet gives public addresses by itself."
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 3
    error_message = "A zone has no NAT gateway of its own."
  }

  assert {
    condition     = aws_flow_log.this.traffic_type == "ALL" && aws_cloudwatch_log_group.flow.kms_key_id == var.log_key_arn
    error_message = "The flow log leaves traffic out, or is not encrypted."
  }

  assert {
    condition     = aws_vpc_endpoint.s3.vpc_endpoint_type == "Gateway" && aws_vpc_endpoint.s3.service_name == "com.amazonaws.eu-central-1.s3"
    error_message = "S3 has no gateway endpoint."
  }
}

run "one_gateway" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    nat_per_zone = false
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 1 && length(aws_route.nat) == 3
    error_message = "One gateway should serve the three zones."
  }
}

run "two_zones_are_refused" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    zones = ["eu-central-1a", "eu-central-1b"]
  }

  expect_failures = [var.zones]
}
