data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  sources    = { backups = module.backups, models = module.models }
  replicated = { for purpose, copy in var.copies : purpose => { from = local.sources[purpose], to = copy } }
}

data "aws_iam_policy_document" "replication_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

data "aws_iam_policy_document" "replication" {
  for_each = local.replicated

  statement {
    sid       = "Source"
    actions   = ["s3:GetReplicationConfiguration", "s3:ListBucket"]
    resources = [each.value.from.arn]
  }

  statement {
    sid = "Read"
    actions = [
      "s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging", "s3:GetObjectRetention",
      "s3:GetObjectLegalHold",
    ]
    resources = ["${each.value.from.arn}/*"]
  }

  # Without s3:ReplicateDelete: a removal stays where it was made.
  statement {
    sid       = "Write"
    actions   = ["s3:ReplicateObject", "s3:ReplicateTags"]
    resources = ["${each.value.to.arn}/*"]
  }

  statement {
    sid       = "Open"
    actions   = ["kms:Decrypt"]
    resources = [var.key_arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${data.aws_region.current.name}.amazonaws.com"]
    }
  }

  statement {
    sid       = "Seal"
    actions   = ["kms:Encrypt", "kms:GenerateDataKey"]
    resources = [var.replica_key_arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${var.replica_region}.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "replication" {
  for_each = local.replicated

  name               = "${var.name}-replicate-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.replication_trust.json
}

resource "aws_iam_role_policy" "replication" {
  for_each = local.replicated

  name   = "replicate"
  role   = aws_iam_role.replication[each.key].id
  policy = data.aws_iam_policy_document.replication[each.key].json
}

resource "aws_s3_bucket_replication_configuration" "this" {
  for_each = local.replicated

  bucket = each.value.from.name
  role   = aws_iam_role.replication[each.key].arn

  rule {
    id     = "second-region"
    status = "Enabled"

    filter {}

    delete_marker_replication {
      status = "Disabled"
    }

    source_selection_criteria {
      sse_kms_encrypted_objects {
        status = "Enabled"
      }
    }

    destination {
      bucket        = each.value.to.arn
      storage_class = "STANDARD"

      encryption_configuration {
        replica_kms_key_id = var.replica_key_arn
      }

      metrics {
        status = "Enabled"

        event_threshold {
          minutes = 15
        }
      }

      replication_time {
        status = "Enabled"

        time {
          minutes = 15
        }
      }
    }
  }

  depends_on = [aws_iam_role_policy.replication]
}
