data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}

data "aws_route53_zone" "this" {
  name         = var.zone_name
  private_zone = false
}

locals {
  name      = "creditai-${var.environment}"
  namespace = "creditai-${var.environment}"
  account   = data.aws_caller_identity.current.account_id

  tags = merge(var.tags, { Project = "creditai", Environment = var.environment, ManagedBy = "terraform" })

  managed_database = var.database == "rds"
  managed_cache    = var.cache == "elasticache"

  # Known before any bucket is, since the endpoint that buckets are reached by names them.
  bucket_names = {
    for purpose in ["backups", "backups_second", "backups_copy", "models", "models_copy", "logs"] :
    purpose => "${local.name}-${local.account}-${replace(purpose, "_", "-")}"
  }

  node_groups = { for name, group in var.node_groups : name => group if name != "databases" || !local.managed_database }
}

module "keys" {
  source = "./modules/keys"

  name = local.name
  keys = merge(
    {
      secrets  = { services = ["secretsmanager"] }
      cluster  = { direct = true }
      volumes  = { services = ["ec2"], nodes = true }
      storage  = { services = ["s3"] }
      registry = { services = ["ecr"] }
      logs     = { logs = true }
      alarms   = { services = ["sns"], writers = ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"] }
    },
    local.managed_database ? { database = { services = ["rds"] } } : {},
    local.managed_cache ? { cache = { services = ["elasticache"] } } : {},
  )
}

module "secrets" {
  source    = "./modules/secrets"
  providers = { aws = aws.secrets }

  name         = "creditai/${var.environment}"
  key_arn      = module.keys.arns["secrets"]
  existing_arn = var.existing_secret_arn
  # Connection strings of object stores hold key pairs that the operator makes, so they are not here.
  properties = [
    "api-key", "backup-password", "cache-password", "master-key", "postgres-monitor-password", "postgres-owner-password",
    "postgres-password", "postgres-replication-password", "storage-password",
  ]
  cache_token          = local.managed_cache
  recovery_window_days = var.deletion_protection ? 30 : 7
}

module "registry" {
  source = "./modules/registry"

  repositories = ["creditai/scoring-api", "creditai/fairness-worker", "creditai/backup-worker", "creditai/cli"]
  key_arn      = module.keys.arns["registry"]
}

module "network" {
  source = "./modules/network"

  name               = local.name
  cidr               = var.vpc_cidr
  zones              = [for zone in var.zones : "${var.region}${zone}"]
  nat_per_zone       = var.nat_per_zone
  log_key_arn        = module.keys.arns["logs"]
  log_retention_days = var.log_retention_days
  bucket_names       = [local.bucket_names.backups, local.bucket_names.models]
}

module "cluster" {
  source = "./modules/cluster"

  name                = local.name
  kubernetes_version  = var.kubernetes_version
  subnet_ids          = module.network.private_subnet_ids
  public_access_cidrs = var.public_access_cidrs
  administrators      = [for role in var.administrators : "arn:${data.aws_partition.current.partition}:iam::${local.account}:role/${role}"]
  secrets_key_arn     = module.keys.arns["cluster"]
  volumes_key_arn     = module.keys.arns["volumes"]
  log_key_arn         = module.keys.arns["logs"]
  log_retention_days  = var.log_retention_days
  node_groups         = local.node_groups

  workloads = {
    backup-worker = {
      namespace       = local.namespace
      service_account = "backup-worker"
      policy_arn      = module.storage.backup_policy_arn
    }
    external-secrets = {
      namespace       = "external-secrets"
      service_account = "external-secrets"
      policy_arn      = module.secrets.read_policy_arn
    }
  }
}
