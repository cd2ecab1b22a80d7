# The provider itself, since policies are asserted on as it writes them. A plan of a new bucket asks nothing of AWS.
provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  name            = "creditai-test-backups"
  key_arn         = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000"
  lock            = { mode = "GOVERNANCE", days = 30 }
  noncurrent_days = 35
}

run "locked_sealed_and_private" {
  command = plan

  module {
    source = "./modules/bucket"
  }

  assert {
    condition     = aws_s3_bucket.this.object_lock_enabled && aws_s3_bucket_object_lock_configuration.this[0].rule[0].default_retention[0].days == 30
    error_message = "Object lock is not on."
  }

  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled"
    error_message = "Versioning is not on."
  }

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.this.block_public_acls, aws_s3_bucket_public_access_block.this.block_public_policy,
      aws_s3_bucket_public_access_block.this.ignore_public_acls, aws_s3_bucket_public_access_block.this.restrict_public_buckets,
    ])
    error_message = "The bucket can be made public."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "The policy does not refuse calls without TLS."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement : statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "The policy allows somebody unnamed something."
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).kms_master_key_id == var.key_arn
    error_message = "Objects are not encrypted by the key."
  }

  assert {
    condition     = !aws_s3_bucket.this.force_destroy
    error_message = "The bucket goes with its objects."
  }
}

run "a_lock_of_no_days_is_refused" {
  command = plan

  module {
    source = "./modules/bucket"
  }

  variables {
    lock = { mode = "GOVERNANCE", days = 0 }
  }

  expect_failures = [var.lock]
}
