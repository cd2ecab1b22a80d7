# Run once for each environment, with -var-file: what every file of environments/ must hold. The provider itself
# plans, and so checks every argument and policy, without an account.
provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

provider "aws" {
  alias                       = "replica"
  region                      = "eu-west-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

provider "aws" {
  alias                       = "secrets"
  region                      = "eu-central-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

# All that a plan of nothing yet asks of AWS.
override_data {
  target = data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_data {
  target = module.keys.data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_data {
  target = module.replica_keys.data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_data {
  target = module.network.data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_data {
  target = module.cluster.data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_data {
  target = module.storage.data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_data {
  target = module.edge.data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_data {
  target = module.observability.data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_data {
  target = module.database[0].data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_data {
  target = data.aws_route53_zone.this
  values = { zone_id = "Z0123456789" }
}

# A secret that exists, since generating one asks AWS for random values.
variables {
  existing_secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:creditai/test"
}

run "as_its_file_says" {
  command = plan

  assert {
    condition     = output.environment_settings.name == var.environment && output.environment_settings.namespace == "creditai-${var.environment}"
    error_message = "Name and namespace are not those of deploy/environments."
  }

  assert {
    condition     = var.database == "cluster" ? output.database == null : output.database != null
    error_message = "The database is not where the file says."
  }
}

run "production_is_protected" {
  command = plan

  variables {
    environment         = "production"
    nat_per_zone        = false
    deletion_protection = false
    storage_settings    = { lock_days = 29 }
    database_settings   = { multi_az = false }
  }

  expect_failures = [var.nat_per_zone, var.deletion_protection, var.storage_settings, var.database_settings]
}

run "what_makes_no_sense_is_refused" {
  command = plan

  variables {
    replica_region      = var.region
    database            = "elsewhere"
    cache               = "elsewhere"
    zone_name           = "other.example.net"
    public_access_cidrs = ["0.0.0.0/0"]
    alarm_emails        = []
  }

  expect_failures = [var.replica_region, var.database, var.cache, var.zone_name, var.public_access_cidrs, var.alarm_emails]
}
