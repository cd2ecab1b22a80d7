provider "aws" {
  region = var.region

  default_tags {
    tags = local.tags
  }
}

provider "aws" {
  alias  = "replica"
  region = var.replica_region

  default_tags {
    tags = local.tags
  }
}

# For secrets alone: tests mock the others, and a mock knows no ephemeral values.
provider "aws" {
  alias  = "secrets"
  region = var.region

  default_tags {
    tags = local.tags
  }
}
