environment    = "production"
region         = "eu-central-1"
replica_region = "eu-west-1"
vpc_cidr       = "10.20.0.0/16"
nat_per_zone   = true

host      = "creditai.example.com"
zone_name = "example.com"

# The overlays publish both, and page-level backups need a server that they may read.
database = "cluster"
cache    = "cluster"

database_settings = {
  instance_class   = "db.r7g.2xlarge"
  storage_gib      = 500
  most_storage_gib = 4000
}

administrators = ["creditai-administrators"]

# 64 cores and 256 GiB are the quota of the namespace.
node_groups = {
  general = {
    instance_types = ["m7i.2xlarge"]
    least          = 3
    most           = 9
  }
  workers = {
    capacity       = "SPOT"
    instance_types = ["m7i.xlarge", "m6i.xlarge", "m7a.xlarge", "m6a.xlarge"]
    least          = 1
    most           = 6
    avoided        = true
  }
  # One a zone: a volume does not leave its zone.
  databases = {
    instance_types = ["r7i.xlarge"]
    least          = 3
    most           = 6
  }
}

storage_settings = {
  model_lock_days = 365
  noncurrent_days = 365
}

deletion_protection = true
log_retention_days  = 365
alarm_emails        = ["creditai-operations@example.com"]
budget_monthly_usd  = 6000
