environment    = "development"
region         = "eu-central-1"
replica_region = "eu-west-1"
vpc_cidr       = "10.22.0.0/16"
nat_per_zone   = false

host      = "creditai.development.example.com"
zone_name = "development.example.com"

database = "cluster"
cache    = "cluster"

administrators      = ["creditai-administrators"]
public_access_cidrs = []

node_groups = {
  general = {
    instance_types = ["m7i.large"]
    least          = 1
    most           = 3
  }
  workers = {
    capacity       = "SPOT"
    instance_types = ["m7i.large", "m6i.large", "m7a.large", "m6a.large"]
    least          = 1
    most           = 2
    avoided        = true
  }
}

storage_settings = {
  lock_days        = 1
  model_lock_days  = 1
  noncurrent_days  = 3
  replicate_backup = false
}

deletion_protection = false
log_retention_days  = 7
alarm_emails        = ["creditai-operations@example.com"]
budget_monthly_usd  = 600
