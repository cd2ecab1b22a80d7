locals {
  edge = {
    unhealthy = {
      why        = "A node does not answer the load balancer."
      namespace  = "AWS/ApplicationELB", metric = "UnHealthyHostCount", statistic = "Maximum", threshold = 0
      dimensions = { LoadBalancer = var.load_balancer_suffix, TargetGroup = var.target_group_suffix }
    }
    slow = {
      why        = "One request in a hundred takes over a second."
      namespace  = "AWS/ApplicationELB", metric = "TargetResponseTime", statistic = "p99", threshold = 1
      dimensions = { LoadBalancer = var.load_balancer_suffix }
    }
    blocked = {
      why        = "The firewall blocks over 1000 requests in 5 minutes."
      namespace  = "AWS/WAFV2", metric = "BlockedRequests", statistic = "Sum", threshold = 1000, period = 300, periods = 1
      dimensions = { WebACL = var.firewall, Rule = "ALL", Region = data.aws_region.current.name }
    }
    nodes-failed = {
      why       = "A node of the cluster is not ready."
      namespace = "ContainerInsights", metric = "cluster_failed_node_count", statistic = "Maximum", threshold = 0
      # Without the figure nobody looks.
      dimensions = { ClusterName = var.cluster }, missing = "breaching"
    }
  }

  nat = {
    for zone, id in var.nat_gateway_ids : "nat-${zone}" => {
      why        = "The NAT gateway has no port left for a connection."
      namespace  = "AWS/NATGateway", metric = "ErrorPortAllocation", statistic = "Sum", threshold = 0
      dimensions = { NatGatewayId = id }
    }
  }

  replication = {
    for purpose, pair in var.replicated : "replication-${purpose}" => {
      why        = "Objects reach the second region over 15 minutes late."
      namespace  = "AWS/S3", metric = "ReplicationLatency", statistic = "Maximum", threshold = 900
      dimensions = { SourceBucket = pair.from, DestinationBucket = pair.to, RuleId = "second-region" }
    }
  }

  database = {
    for key, alarm in {
      database-processor = {
        why        = "The database's processors are over 80 % busy."
        namespace  = "AWS/RDS", metric = "CPUUtilization", statistic = "Average", threshold = 80
        dimensions = { DBInstanceIdentifier = try(var.database.identifier, null) }, missing = "breaching"
      }
      database-storage = {
        why        = "Under a tenth of the database's first storage is free."
        namespace  = "AWS/RDS", metric = "FreeStorageSpace", statistic = "Minimum", threshold = try(var.database.storage_gib, 0) * 107374182, below = true
        dimensions = { DBInstanceIdentifier = try(var.database.identifier, null) }, missing = "breaching"
      }
      database-memory = {
        why        = "The database has under 256 MiB of free memory."
        namespace  = "AWS/RDS", metric = "FreeableMemory", statistic = "Minimum", threshold = 268435456, below = true
        dimensions = { DBInstanceIdentifier = try(var.database.identifier, null) }, missing = "breaching"
      }
      database-queue = {
        why        = "Over 20 reads and writes wait for the database's disk."
        namespace  = "AWS/RDS", metric = "DiskQueueDepth", statistic = "Average", threshold = 20
        dimensions = { DBInstanceIdentifier = try(var.database.identifier, null) }
      }
    } : key => alarm if var.database != null
  }

  # Figures of ElastiCache are by node, and its nodes are numbered from 001.
  cache = merge({}, [
    for number in range(1, try(var.cache.nodes, 0) + 1) : {
      for key, alarm in {
        memory = {
          why    = "A node of the cache is over 80 % full."
          metric = "DatabaseMemoryUsagePercentage", statistic = "Maximum", threshold = 80
        }
        processor = {
          why    = "A node of the cache is over 80 % busy."
          metric = "EngineCPUUtilization", statistic = "Average", threshold = 80
        }
        evictions = {
          why    = "The cache drops counters before their end: limits are too lenient."
          metric = "Evictions", statistic = "Sum", threshold = 0
        }
        } : "cache-${key}-${number}" => merge(alarm, {
          namespace  = "AWS/ElastiCache"
          dimensions = { CacheClusterId = format("%s-%03d", var.cache.identifier, number) }
      })
    }
  ]...)

  alarms = {
    for key, alarm in merge(local.edge, local.nat, local.replication, local.database, local.cache) : key => {
      why        = alarm.why
      namespace  = alarm.namespace
      metric     = alarm.metric
      dimensions = alarm.dimensions
      statistic  = alarm.statistic
      threshold  = alarm.threshold
      below      = try(alarm.below, false)
      period     = try(alarm.period, 60)
      periods    = try(alarm.periods, 5)
      missing    = try(alarm.missing, "notBreaching")
    }
  }
}
