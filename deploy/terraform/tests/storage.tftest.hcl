mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name            = "creditai-test"
  key_arn         = "arn:aws:kms:eu-central-1:123456789012:key/storage"
  replica_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/storage"
  s3_endpoint_id  = "vpce-1"
  nat_addresses   = ["192.0.2.1"]
  deletable       = false
  bucket_names    = { backups = "creditai-test-backups", models = "creditai-test-models" }
  second          = { name = "creditai-test-backups-second", arn = "arn:aws:s3:::creditai-test-backups-second" }
  copies = {
    backups = { name = "creditai-test-backups-copy", arn = "arn:aws:s3:::creditai-test-backups-copy" }
    models  = { name = "creditai-test-models-copy", arn = "arn:aws:s3:::creditai-test-models-copy" }
  }
  replica_region = "eu-west-1"
  settings       = { lock_mode = "COMPLIANCE", lock_days = 30, model_lock_days = 30, noncurrent_days = 35 }
}

run "copies_lie_in_the_second_region" {
  command = plan

  module {
    source = "./modules/storage"
  }

  assert {
    condition     = toset(keys(aws_s3_bucket_replication_configuration.this)) == toset(["backups", "models"])
    error_message = "Backups or models are not replicated."
  }

  assert {
    condition = alltrue([
      for replication in aws_s3_bucket_replication_configuration.this :
      one(replication.rule[0].delete_marker_replication).status == "Disabled" &&
      one(one(replication.rule[0].destination).encryption_configuration).replica_kms_key_id == var.replica_key_arn
    ])
    error_message = "Removals are replicated, or copies are not encrypted by the second region's key."
  }

  assert {
    condition = alltrue([
      for statement in flatten([for document in data.aws_iam_policy_document.access : document.statement]) :
      !contains(statement.actions, "s3:BypassGovernanceRetention") && !contains(statement.actions, "s3:DeleteObjectVersion") && !contains(statement.resources, "*")
    ])
    error_message = "A key pair could remove what is locked, or reach other buckets."
  }

  assert {
    condition     = aws_s3_account_public_access_block.this.block_public_policy && aws_s3_account_public_access_block.this.restrict_public_buckets
    error_message = "The account lets a bucket be public."
  }
}

run "an_unlocked_bucket_is_refused" {
  command = plan

  module {
    source = "./modules/storage"
  }

  variables {
    settings = { lock_mode = "COMPLIANCE", lock_days = 0, model_lock_days = 30, noncurrent_days = 35 }
  }

  expect_failures = [var.settings]
}
