module "storage" {
  source = "./modules/storage"

  name            = local.name
  bucket_names    = { backups = local.bucket_names.backups, models = local.bucket_names.models }
  second          = { name = module.backups_second.name, arn = module.backups_second.arn }
  copies          = local.copies
  replica_region  = var.replica_region
  key_arn         = module.keys.arns["storage"]
  replica_key_arn = module.replica_keys.arns["storage"]
  s3_endpoint_id  = module.network.s3_endpoint_id
  nat_addresses   = module.network.nat_addresses
  deletable       = !var.deletion_protection
  settings        = var.storage_settings
}

ephemeral "aws_secretsmanager_secret_version" "this" {
  count    = local.managed_database ? 1 : 0
  provider = aws.secrets

  secret_id = module.secrets.arn
}

module "database" {
  source = "./modules/database"
  count  = local.managed_database ? 1 : 0

  name                     = local.name
  vpc_id                   = module.network.vpc_id
  subnet_ids               = module.network.database_subnet_ids
  client_security_group_id = module.cluster.security_group_id
  key_arn                  = module.keys.arns["database"]
  log_key_arn              = module.keys.arns["logs"]
  log_retention_days       = var.log_retention_days
  password                 = jsondecode(ephemeral.aws_secretsmanager_secret_version.this[0].secret_string)["postgres-password"]
  deletion_protection      = var.deletion_protection
  settings                 = var.database_settings
}

module "cache" {
  source = "./modules/cache"
  count  = local.managed_cache ? 1 : 0

  name                     = local.name
  vpc_id                   = module.network.vpc_id
  subnet_ids               = module.network.database_subnet_ids
  client_security_group_id = module.cluster.security_group_id
  key_arn                  = module.keys.arns["cache"]
  log_key_arn              = module.keys.arns["logs"]
  log_retention_days       = var.log_retention_days
  token_secret_id          = module.secrets.token_secret_id
  settings                 = var.cache_settings
}

module "edge" {
  source = "./modules/edge"

  name                   = local.name
  host                   = var.host
  zone_id                = data.aws_route53_zone.this.zone_id
  vpc_id                 = module.network.vpc_id
  subnet_ids             = module.network.public_subnet_ids
  node_security_group_id = module.cluster.security_group_id
  scaling_group          = module.cluster.scaling_groups["general"]
  node_port              = var.ingress_node_port
  log_bucket_name        = local.bucket_names.logs
  log_retention_days     = var.log_retention_days
  log_key_arn            = module.keys.arns["logs"]
  rate_limit_per_minute  = var.rate_limit_per_minute
  deletion_protection    = var.deletion_protection
}

module "observability" {
  source = "./modules/observability"

  name                 = local.name
  key_arn              = module.keys.arns["alarms"]
  log_key_arn          = module.keys.arns["logs"]
  log_retention_days   = var.log_retention_days
  emails               = var.alarm_emails
  load_balancer_suffix = module.edge.load_balancer_suffix
  target_group_suffix  = module.edge.target_group_suffix
  firewall             = module.edge.firewall
  nat_gateway_ids      = module.network.nat_gateway_ids
  cluster              = local.name
  replicated           = module.storage.replicated
  database             = local.managed_database ? { identifier = module.database[0].identifier, storage_gib = var.database_settings.storage_gib } : null
  cache                = local.managed_cache ? { identifier = module.cache[0].identifier, nodes = var.cache_settings.nodes } : null
}

module "budget" {
  source = "./modules/budget"

  name        = local.name
  monthly_usd = var.budget_monthly_usd
  emails      = var.alarm_emails
  topic_arn   = module.observability.topic_arn
}
