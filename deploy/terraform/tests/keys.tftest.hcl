# The provider itself, since policies are asserted on as it writes them.
provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

override_data {
  target = data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

run "rotated_and_narrow" {
  command = plan

  module {
    source = "./modules/keys"
  }

  variables {
    name = "creditai-test"
    keys = {
      volumes = { services = ["ec2"], nodes = true }
      storage = { services = ["s3"] }
      logs    = { logs = true }
    }
  }

  assert {
    condition     = alltrue([for key in aws_kms_key.this : key.enable_key_rotation])
    error_message = "A key is not rotated."
  }

  assert {
    condition = alltrue(flatten([
      for key in aws_kms_key.this : [
        for statement in jsondecode(key.policy).Statement :
        can(statement.Condition) || !anytrue([for action in flatten([statement.Action]) : contains(["kms:*", "kms:Decrypt", "kms:CreateGrant", "kms:Create*"], action)])
      ]
    ]))
    error_message = "A key can be used without a condition."
  }
}
