output "topic_arn" {
  description = "Where alarms go."
  value       = aws_sns_topic.this.arn

  # Publishing needs the policy.
  depends_on = [aws_sns_topic_policy.this]
}

output "alarm_names" {
  description = "Every alarm."
  value       = concat([for alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_name], [aws_cloudwatch_metric_alarm.errors.alarm_name])
}
