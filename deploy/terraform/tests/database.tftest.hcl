mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name                     = "creditai-test"
  vpc_id                   = "vpc-1"
  subnet_ids               = ["subnet-1", "subnet-2", "subnet-3"]
  client_security_group_id = "sg-1"
  key_arn                  = "arn:aws:kms:eu-central-1:123456789012:key/database"
  log_key_arn              = "arn:aws:kms:eu-central-1:123456789012:key/logs"
  log_retention_days       = 30
  password                 = "of-this-test"
  deletion_protection      = true
  settings = {
    engine_version = "17", instance_class = "db.r7g.xlarge", multi_az = true, storage_gib = 100, most_storage_gib = 1000
    backup_days    = 30, iam_authentication = true, password_version = 1
  }
}

run "sealed_redundant_and_kept" {
  command = plan

  module {
    source = "./modules/database"
  }

  assert {
    condition     = aws_db_instance.this.multi_az && aws_db_instance.this.storage_encrypted && !aws_db_instance.this.publicly_accessible
    error_message = "The database is in one zone, not encrypted, or public."
  }

  assert {
    condition     = aws_db_instance.this.deletion_protection && !aws_db_instance.this.skip_final_snapshot && aws_db_instance.this.backup_retention_period == 30
    error_message = "The database can be deleted, or its backups are too short."
  }

  assert {
    condition     = contains([for parameter in aws_db_parameter_group.this.parameter : "${parameter.name}=${parameter.value}"], "rds.force_ssl=1")
    error_message = "The server takes connections without TLS."
  }

  assert {
    condition     = aws_db_instance.this.password == null && aws_db_instance.this.iam_database_authentication_enabled && aws_db_instance.this.performance_insights_enabled
    error_message = "State would hold the password, or IAM authentication or Performance Insights is off."
  }
}

run "an_old_server_is_refused" {
  command = plan

  module {
    source = "./modules/database"
  }

  variables {
    settings = {
      engine_version = "14", instance_class = "db.r7g.xlarge", multi_az = true, storage_gib = 100, most_storage_gib = 1000
      backup_days    = 30, iam_authentication = true, password_version = 1
    }
  }

  expect_failures = [var.settings]
}
