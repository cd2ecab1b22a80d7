locals {
  major      = split(".", var.settings.engine_version)[0]
  identifier = "${var.name}-postgres"
}

resource "aws_db_subnet_group" "this" {
  name       = local.identifier
  subnet_ids = var.subnet_ids
}

resource "aws_security_group" "this" {
  name        = local.identifier
  description = "PostgreSQL of ${var.name}"
  vpc_id      = var.vpc_id

  tags = { Name = local.identifier }
}

# No egress rule: the server calls nobody.
resource "aws_vpc_security_group_ingress_rule" "clients" {
  security_group_id            = aws_security_group.this.id
  description                  = "Pods"
  referenced_security_group_id = var.client_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_db_parameter_group" "this" {
  name_prefix = "${local.identifier}-${local.major}-"
  description = "TLS only, SCRAM, slow statements"
  family      = "postgres${local.major}"

  dynamic "parameter" {
    for_each = {
      "rds.force_ssl"              = "1"
      "ssl_min_protocol_version"   = "TLSv1.2"
      "password_encryption"        = "scram-sha-256"
      "log_min_duration_statement" = "1000"
      "log_lock_waits"             = "1"
      # Values of statements are of applicants: a log line must not carry them.
      "log_parameter_max_length"          = "0"
      "log_parameter_max_length_on_error" = "0"
    }

    content {
      name  = parameter.key
      value = parameter.value
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

# RDS would make it without a key, and keep it for ever.
resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/rds/instance/${local.identifier}/postgresql"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_key_arn
}

resource "aws_db_instance" "this" {
  identifier     = local.identifier
  engine         = "postgres"
  engine_version = var.settings.engine_version
  instance_class = var.settings.instance_class
  multi_az       = var.settings.multi_az
  db_name        = "creditai"
  username       = "postgres"

  # The overlays read the password from creditai/ENVIRONMENT. A password that RDS manages lies elsewhere and changes every week
  # under pods that hold it.
  password_wo         = var.password
  password_wo_version = var.settings.password_version

  storage_type          = "gp3"
  allocated_storage     = var.settings.storage_gib
  max_allocated_storage = var.settings.most_storage_gib
  storage_encrypted     = true
  kms_key_id            = var.key_arn

  db_subnet_group_name                = aws_db_subnet_group.this.name
  vpc_security_group_ids              = [aws_security_group.this.id]
  publicly_accessible                 = false
  parameter_group_name                = aws_db_parameter_group.this.name
  iam_database_authentication_enabled = var.settings.iam_authentication
  ca_cert_identifier                  = "rds-ca-rsa2048-g1"

  backup_retention_period   = var.settings.backup_days
  backup_window             = "00:00-00:45"
  maintenance_window        = "sun:02:00-sun:03:00"
  copy_tags_to_snapshot     = true
  delete_automated_backups  = false
  deletion_protection       = var.deletion_protection
  skip_final_snapshot       = !var.deletion_protection
  final_snapshot_identifier = var.deletion_protection ? "${local.identifier}-last" : null

  auto_minor_version_upgrade      = true
  enabled_cloudwatch_logs_exports = ["postgresql"]
  monitoring_interval             = 60
  monitoring_role_arn             = aws_iam_role.monitoring.arn

  performance_insights_enabled          = true
  performance_insights_kms_key_id       = var.key_arn
  performance_insights_retention_period = 7

  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy_attachment.monitoring]
}
