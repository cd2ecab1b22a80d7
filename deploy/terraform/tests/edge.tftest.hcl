mock_provider "aws" {
  source = "./tests/mocks"

  override_during = plan

  mock_resource "aws_acm_certificate" {
    defaults = {
      arn = "arn:aws:acm:eu-central-1:123456789012:certificate/test"
      domain_validation_options = [{
        domain_name           = "creditai.example.com"
        resource_record_name  = "_proof.creditai.example.com."
        resource_record_type  = "CNAME"
        resource_record_value = "_proof.acm-validations.aws."
      }]
    }
  }
}

variables {
  name                   = "creditai-test"
  host                   = "creditai.example.com"
  zone_id                = "Z0123456789"
  vpc_id                 = "vpc-1"
  subnet_ids             = ["subnet-1", "subnet-2", "subnet-3"]
  node_security_group_id = "sg-1"
  scaling_group          = "general"
  node_port              = 30443
  log_bucket_name        = "creditai-test-logs"
  log_retention_days     = 30
  log_key_arn            = "arn:aws:kms:eu-central-1:123456789012:key/logs"
  rate_limit_per_minute  = 100
  deletion_protection    = true
}

run "firewall_and_tls" {
  command = plan

  module {
    source = "./modules/edge"
  }

  assert {
    condition = alltrue([
      for rule in aws_wafv2_web_acl.this.rule : try(
        rule.statement[0].rate_based_statement[0].limit == 100 && rule.statement[0].rate_based_statement[0].evaluation_window_sec == 60 &&
        rule.statement[0].rate_based_statement[0].aggregate_key_type == "IP" && length(rule.action[0].block) == 1, false
      ) if rule.name == "rate"
    ])
    error_message = "The firewall does not block above 100 requests a minute and address."
  }

  assert {
    condition     = length([for rule in aws_wafv2_web_acl.this.rule : rule if rule.name == "rate"]) == 1 && length(aws_wafv2_web_acl.this.rule) == 5
    error_message = "A rule of the firewall is missing."
  }

  assert {
    condition     = startswith(aws_lb_listener.https.ssl_policy, "ELBSecurityPolicy-TLS13-1-2")
    error_message = "The load balancer takes TLS under 1.2."
  }

  assert {
    condition     = one(one(aws_lb_listener.redirect.default_action).redirect).protocol == "HTTPS"
    error_message = "HTTP is not redirected."
  }

  assert {
    condition     = aws_lb.this.enable_deletion_protection && one(aws_lb.this.access_logs).enabled && aws_lb.this.drop_invalid_header_fields
    error_message = "The load balancer can be deleted, or logs nothing, or passes invalid headers on."
  }
}

run "a_limit_below_the_least_is_refused" {
  command = plan

  module {
    source = "./modules/edge"
  }

  variables {
    rate_limit_per_minute = 9
  }

  expect_failures = [var.rate_limit_per_minute]
}
