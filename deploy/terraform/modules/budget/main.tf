locals {
  notices = {
    early    = { type = "ACTUAL", percent = 80 }
    reached  = { type = "ACTUAL", percent = 100 }
    foreseen = { type = "FORECASTED", percent = 100 }
  }
}

resource "aws_budgets_budget" "this" {
  name         = "${var.name}-monthly"
  budget_type  = "COST"
  limit_amount = tostring(var.monthly_usd)
  limit_unit   = "USD"
  time_unit    = "MONTHLY"

  dynamic "notification" {
    for_each = local.notices

    content {
      comparison_operator        = "GREATER_THAN"
      notification_type          = notification.value.type
      threshold                  = notification.value.percent
      threshold_type             = "PERCENTAGE"
      subscriber_email_addresses = var.emails
      subscriber_sns_topic_arns  = [var.topic_arn]
    }
  }
}
