locals {
  # Where a region's bucket may be called from: through the endpoint of the VPC, or from its NAT.
  regions = {
    north = {
      bucket = module.backups.arn
      key    = var.key_arn
      where  = { test = "StringEquals", variable = "aws:SourceVpce", values = [var.s3_endpoint_id] }
      via    = "s3.${data.aws_region.current.name}.amazonaws.com"
    }
    south = {
      bucket = var.second.arn
      key    = var.replica_key_arn
      where  = { test = "IpAddress", variable = "aws:SourceIp", values = [for address in var.nat_addresses : "${address}/32"] }
      via    = "s3.${var.replica_region}.amazonaws.com"
    }
  }
}

# No right to a version that was replaced, nor to pass over a lock.
data "aws_iam_policy_document" "backups" {
  dynamic "statement" {
    for_each = local.regions

    content {
      sid       = "List${title(statement.key)}"
      actions   = ["s3:ListBucket"]
      resources = [statement.value.bucket]

      condition {
        test     = statement.value.where.test
        variable = statement.value.where.variable
        values   = statement.value.where.values
      }
    }
  }

  dynamic "statement" {
    for_each = local.regions

    content {
      sid       = "Objects${title(statement.key)}"
      actions   = ["s3:GetObject", "s3:PutObject", "s3:PutObjectRetention", "s3:DeleteObject", "s3:AbortMultipartUpload"]
      resources = ["${statement.value.bucket}/*"]

      condition {
        test     = statement.value.where.test
        variable = statement.value.where.variable
        values   = statement.value.where.values
      }
    }
  }

  # S3 calls KMS for the caller, from no address of his.
  dynamic "statement" {
    for_each = local.regions

    content {
      sid       = "Key${title(statement.key)}"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = [statement.value.key]

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = [statement.value.via]
      }
    }
  }
}

resource "aws_iam_policy" "backups" {
  name        = "${var.name}-backups"
  description = "The buckets of both regions, from inside the VPC"
  policy      = data.aws_iam_policy_document.backups.json
}

# The worker signs with a key pair alone. The pair is made by the operator: a resource for it would leave it in state.
resource "aws_iam_user" "backups" {
  name = "${var.name}-backups"
}

resource "aws_iam_user_policy_attachment" "backups" {
  user       = aws_iam_user.backups.name
  policy_arn = aws_iam_policy.backups.arn
}
