locals {
  identifier = "${var.name}-cache"
}

# State holds this value: auth_token has no write-only form in this version of the provider.
data "aws_secretsmanager_secret_version" "token" {
  secret_id = var.token_secret_id
}

resource "aws_elasticache_subnet_group" "this" {
  name       = local.identifier
  subnet_ids = var.subnet_ids
}

resource "aws_security_group" "this" {
  name        = local.identifier
  description = "Cache of ${var.name}"
  vpc_id      = var.vpc_id

  tags = { Name = local.identifier }
}

# No egress rule: the servers call nobody.
resource "aws_vpc_security_group_ingress_rule" "clients" {
  security_group_id            = aws_security_group.this.id
  description                  = "Pods"
  referenced_security_group_id = var.client_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
}

resource "aws_elasticache_parameter_group" "this" {
  name   = "${local.identifier}-${split(".", var.settings.engine_version)[0]}"
  family = "valkey${split(".", var.settings.engine_version)[0]}"

  # What it holds are counters with an end: those go first.
  parameter {
    name  = "maxmemory-policy"
    value = "volatile-ttl"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_log_group" "slow" {
  name              = "/creditai/${var.name}/cache-slow"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_key_arn
}

resource "aws_elasticache_replication_group" "this" {
  replication_group_id = local.identifier
  description          = "Counters of rate limits for ${var.name}"
  engine               = "valkey"
  engine_version       = var.settings.engine_version
  node_type            = var.settings.node_type
  num_cache_clusters   = var.settings.nodes
  parameter_group_name = aws_elasticache_parameter_group.this.name
  port                 = 6379

  automatic_failover_enabled = true
  multi_az_enabled           = true
  auto_minor_version_upgrade = true

  subnet_group_name  = aws_elasticache_subnet_group.this.name
  security_group_ids = [aws_security_group.this.id]

  at_rest_encryption_enabled = true
  kms_key_id                 = var.key_arn
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  auth_token                 = data.aws_secretsmanager_secret_version.token.secret_string
  auth_token_update_strategy = "ROTATE"

  snapshot_retention_limit = var.settings.snapshot_days
  snapshot_window          = "03:30-04:30"
  maintenance_window       = "sun:05:00-sun:06:00"

  log_delivery_configuration {
    destination      = aws_cloudwatch_log_group.slow.name
    destination_type = "cloudwatch-logs"
    log_format       = "json"
    log_type         = "slow-log"
  }
}
