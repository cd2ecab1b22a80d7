locals {
  # Where a region's buckets may be called from: through the endpoint of the VPC, or from its NAT.
  first = {
    key   = var.key_arn
    where = { test = "StringEquals", variable = "aws:SourceVpce", values = [var.s3_endpoint_id] }
    via   = "s3.${data.aws_region.current.name}.amazonaws.com"
  }
  second = {
    key   = var.replica_key_arn
    where = { test = "IpAddress", variable = "aws:SourceIp", values = [for address in var.nat_addresses : "${address}/32"] }
    via   = "s3.${var.replica_region}.amazonaws.com"
  }

  endpoints = { first = "https://s3.${data.aws_region.current.name}.amazonaws.com", second = "https://s3.${var.replica_region}.amazonaws.com" }

  access = {
    backups = { north = merge(local.first, { bucket = module.backups.arn }), south = merge(local.second, { bucket = var.second.arn }) }
    models  = { models = merge(local.first, { bucket = module.models.arn }) }
  }
}

# No right to a version that was replaced, nor to pass over a lock.
data "aws_iam_policy_document" "access" {
  for_each = local.access

  dynamic "statement" {
    for_each = each.value

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
    for_each = each.value

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
    for_each = each.value

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

resource "aws_iam_policy" "access" {
  for_each = local.access

  name        = "${var.name}-${each.key}"
  description = "Objects of ${each.key}, from inside the VPC"
  policy      = data.aws_iam_policy_document.access[each.key].json
}

# The object store's client signs with a key pair alone. The pair is made by the operator: a resource for it would leave it in state.
resource "aws_iam_user" "access" {
  for_each = local.access

  name = "${var.name}-${each.key}"
}

resource "aws_iam_user_policy_attachment" "access" {
  for_each = local.access

  user       = aws_iam_user.access[each.key].name
  policy_arn = aws_iam_policy.access[each.key].arn
}
