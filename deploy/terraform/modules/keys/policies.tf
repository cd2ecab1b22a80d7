# In a key's policy "*" is this key. The account's root stands for "whoever IAM lets": it hands the decision to IAM policies, and
# is itself told apart into administering, which never decrypts, and using.
data "aws_iam_policy_document" "key" {
  for_each = var.keys

  statement {
    sid = "Administer"
    actions = [
      "kms:CreateAlias", "kms:Describe*", "kms:Enable*", "kms:List*", "kms:Put*", "kms:Update*", "kms:Revoke*", "kms:Disable*",
      "kms:Get*", "kms:Delete*", "kms:TagResource", "kms:UntagResource", "kms:ScheduleKeyDeletion", "kms:CancelKeyDeletion",
      "kms:RotateKeyOnDemand",
    ]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = [local.root]
    }
  }

  dynamic "statement" {
    for_each = each.value.direct ? [1] : []

    content {
      sid       = "UseAsIamSays"
      actions   = concat(local.use, ["kms:CreateGrant"])
      resources = ["*"]

      principals {
        type        = "AWS"
        identifiers = [local.root]
      }
    }
  }

  dynamic "statement" {
    for_each = length(each.value.services) > 0 ? [1] : []

    content {
      sid       = "UseThroughServices"
      actions   = local.use
      resources = ["*"]

      principals {
        type        = "AWS"
        identifiers = [local.root]
      }

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = [for service in each.value.services : "${service}.${local.region}.amazonaws.com"]
      }
    }
  }

  # Volumes and databases outlive the call that made them, so their services hold grants. Nobody may make a grant for himself.
  dynamic "statement" {
    for_each = length(each.value.services) > 0 ? [1] : []

    content {
      sid       = "GrantToServices"
      actions   = ["kms:CreateGrant"]
      resources = ["*"]

      principals {
        type        = "AWS"
        identifiers = [local.root]
      }

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = [for service in each.value.services : "${service}.${local.region}.amazonaws.com"]
      }

      condition {
        test     = "Bool"
        variable = "kms:GrantIsForAWSResource"
        values   = ["true"]
      }
    }
  }

  dynamic "statement" {
    for_each = length(each.value.writers) > 0 ? [1] : []

    content {
      sid       = "UseByServices"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey*"]
      resources = ["*"]

      principals {
        type        = "Service"
        identifiers = each.value.writers
      }

      condition {
        test     = "StringEquals"
        variable = "aws:SourceAccount"
        values   = [local.account]
      }
    }
  }

  dynamic "statement" {
    for_each = each.value.logs ? [1] : []

    content {
      sid       = "UseByLogs"
      actions   = local.use
      resources = ["*"]

      principals {
        type        = "Service"
        identifiers = ["logs.${local.region}.amazonaws.com"]
      }

      condition {
        test     = "ArnLike"
        variable = "kms:EncryptionContext:aws:logs:arn"
        values   = ["arn:${data.aws_partition.current.partition}:logs:${local.region}:${local.account}:log-group:*"]
      }
    }
  }

  # The role is made by the first Auto Scaling group of an account. A policy that names a missing role is refused, so a condition
  # names it.
  dynamic "statement" {
    for_each = each.value.nodes ? { use = local.use, grant = ["kms:CreateGrant"] } : {}

    content {
      sid       = "Nodes${title(statement.key)}"
      actions   = statement.value
      resources = ["*"]

      principals {
        type        = "AWS"
        identifiers = ["*"]
      }

      condition {
        test     = "StringEquals"
        variable = "kms:CallerAccount"
        values   = [local.account]
      }

      condition {
        test     = "ArnEquals"
        variable = "aws:PrincipalArn"
        values   = [local.scaling]
      }

      dynamic "condition" {
        for_each = statement.key == "grant" ? [1] : []

        content {
          test     = "Bool"
          variable = "kms:GrantIsForAWSResource"
          values   = ["true"]
        }
      }
    }
  }
}
