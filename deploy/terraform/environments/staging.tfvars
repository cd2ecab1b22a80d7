environment    = "staging"
region         = "eu-central-1"
replica_region = "eu-west-1"
vpc_cidr       = "10.21.0.0/16"
nat_per_zone   = true

host      = "creditai.staging.example.com"
zone_name = "staging.example.com"

# As production: what is not tried here is first tried there.
database = "cluster"
cache    = "cluster"

administrators = ["creditai-administrators"]

node_groups = {
  general = {
    instance_types = ["m7i.xlarge"]
    least          = 3
    most           = 6
  }
  workers = {
    capacity       = "SPOT"
    instance_types = ["m7i.large", "m6i.large", "m7a.large", "m6a.large"]
    least          = 1
    most           = 3
    avoided        = true
  }
  databases = {
    instance_types = ["r7i.large"]
    least          = 3
    most           = 3
  }
}

storage_settings = {
  lock_days       = 7
  model_lock_days = 7
  noncurrent_days = 14
}

deletion_protection = true
log_retention_days  = 30
alarm_emails        = ["creditai-operations@example.com"]
budget_monthly_usd  = 2500
