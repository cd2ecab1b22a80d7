mock_provider "aws" {
  source = "./tests/mocks"
}

override_data {
  target = data.aws_secretsmanager_secret_version.token
  values = { secret_string = "0123456789abcdef0123456789abcdef" }
}

run "redundant_and_sealed" {
  command = plan

  module {
    source = "./modules/cache"
  }

  variables {
    name                     = "creditai-test"
    vpc_id                   = "vpc-1"
    subnet_ids               = ["subnet-1", "subnet-2", "subnet-3"]
    client_security_group_id = "sg-1"
    key_arn                  = "arn:aws:kms:eu-central-1:123456789012:key/cache"
    log_key_arn              = "arn:aws:kms:eu-central-1:123456789012:key/logs"
    log_retention_days       = 30
    token_secret_id          = "creditai/test/cache-token"
    settings                 = { engine_version = "8.0", node_type = "cache.r7g.large", nodes = 3, snapshot_days = 1 }
  }

  assert {
    condition     = aws_elasticache_replication_group.this.multi_az_enabled && aws_elasticache_replication_group.this.automatic_failover_enabled
    error_message = "The loss of a zone is the loss of the cache."
  }

  assert {
    condition     = aws_elasticache_replication_group.this.transit_encryption_enabled && aws_elasticache_replication_group.this.transit_encryption_mode == "required"
    error_message = "The cache takes connections without TLS."
  }

  assert {
    condition     = aws_elasticache_replication_group.this.auth_token == data.aws_secretsmanager_secret_version.token.secret_string
    error_message = "The token is not the secret's."
  }
}
