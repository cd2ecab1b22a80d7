locals {
  generate  = var.existing_arn == null
  generated = local.generate ? var.properties : toset([])
  secret    = local.generate ? aws_secretsmanager_secret.this[0].arn : var.existing_arn
}

# Ephemeral values and write-only arguments reach neither state nor plan.
ephemeral "aws_secretsmanager_random_password" "this" {
  for_each = local.generated

  # Letters and digits alone: the values stand in connection strings, where ";" and "," end one.
  exclude_punctuation = true
  password_length     = 48
}

resource "aws_secretsmanager_secret" "this" {
  count = local.generate ? 1 : 0

  name                    = var.name
  description             = "What the overlay of the environment reads, a property for each name."
  kms_key_id              = var.key_arn
  recovery_window_in_days = var.recovery_window_days
}

# The version stays 1: another would make every value anew, the ledger's master key too, and what is sealed under it could no
# longer be read. After the first apply the values are changed in Secrets Manager, by the runbooks.
resource "aws_secretsmanager_secret_version" "this" {
  count = local.generate ? 1 : 0

  secret_id = aws_secretsmanager_secret.this[0].id
  secret_string_wo = jsonencode(merge(
    { for property in local.generated : property => ephemeral.aws_secretsmanager_random_password.this[property].random_password },
    var.cache_token ? { "cache-password" = ephemeral.aws_secretsmanager_secret_version.token[0].secret_string } : {},
  ))
  secret_string_wo_version = 1
}

# A secret of its own: the managed cache takes its token only by an argument that state holds, and reading creditai/ENVIRONMENT
# for it would bring every other value along.
resource "aws_secretsmanager_secret" "token" {
  count = var.cache_token ? 1 : 0

  name                    = "${var.name}/cache-token"
  description             = "Token of the managed cache."
  kms_key_id              = var.key_arn
  recovery_window_in_days = var.recovery_window_days
}

ephemeral "aws_secretsmanager_random_password" "token" {
  count = var.cache_token ? 1 : 0

  exclude_punctuation = true
  password_length     = 64
}

resource "aws_secretsmanager_secret_version" "token" {
  count = var.cache_token ? 1 : 0

  secret_id                = aws_secretsmanager_secret.token[0].id
  secret_string_wo         = ephemeral.aws_secretsmanager_random_password.token[0].random_password
  secret_string_wo_version = 1
}

ephemeral "aws_secretsmanager_secret_version" "token" {
  count = var.cache_token ? 1 : 0

  secret_id = aws_secretsmanager_secret_version.token[0].secret_id
}

data "aws_region" "current" {}

data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
    resources = [local.secret]
  }

  statement {
    actions   = ["kms:Decrypt"]
    resources = [var.key_arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["secretsmanager.${data.aws_region.current.name}.amazonaws.com"]
    }
  }
}

resource "aws_iam_policy" "read" {
  name        = "${replace(var.name, "/", "-")}-secrets"
  description = "Reading ${var.name} and no other secret"
  policy      = data.aws_iam_policy_document.read.json
}
