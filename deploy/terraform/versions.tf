terraform {
  # 1.11 is the first with write-only arguments; exact, since a newer one may write state that an older one can't read.
  required_version = "1.11.4"

  required_providers {
    aws = {
      source = "hashicorp/aws"
      # The last of major version 5: it has write-only passwords, and none of the renames of 6.
      version = "5.100.0"
    }
  }

  # Bucket, key and region are given to init: they are no two operators' the same.
  backend "s3" {
    encrypt      = true
    use_lockfile = true
  }
}
