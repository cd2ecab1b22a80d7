resource "aws_route_table" "public" {
  vpc_id = aws_vpc.this.id

  tags = { Name = "${var.name}-public" }
}

resource "aws_route" "internet" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this.id
}

resource "aws_route_table_association" "public" {
  for_each = aws_subnet.public

  route_table_id = aws_route_table.public.id
  subnet_id      = each.value.id
}

resource "aws_route_table" "private" {
  for_each = local.private

  vpc_id = aws_vpc.this.id

  tags = { Name = "${var.name}-private-${each.key}" }
}

resource "aws_route" "nat" {
  for_each = local.private

  route_table_id         = aws_route_table.private[each.key].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.this[var.nat_per_zone ? each.key : var.zones[0]].id
}

resource "aws_route_table_association" "private" {
  for_each = aws_subnet.private

  route_table_id = aws_route_table.private[each.key].id
  subnet_id      = each.value.id
}

# No route leaves the VPC from here: a database has nobody to call.
resource "aws_route_table" "database" {
  vpc_id = aws_vpc.this.id

  tags = { Name = "${var.name}-database" }
}

resource "aws_route_table_association" "database" {
  for_each = aws_subnet.database

  route_table_id = aws_route_table.database.id
  subnet_id      = each.value.id
}

# Layers of images come from buckets of ECR and of the Kubernetes project, packages of nodes from Amazon Linux: read only, and
# none of this account.
data "aws_iam_policy_document" "endpoint" {
  statement {
    sid       = "OwnBuckets"
    actions   = ["s3:*"]
    resources = flatten([for name in var.bucket_names : ["arn:aws:s3:::${name}", "arn:aws:s3:::${name}/*"]])

    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }

  statement {
    sid     = "ImagesAndPackages"
    actions = ["s3:GetObject"]
    resources = [
      "arn:aws:s3:::prod-${data.aws_region.current.name}-starport-layer-bucket/*",
      "arn:aws:s3:::al2023-repos-${data.aws_region.current.name}-de612dc2/*",
      "arn:aws:s3:::prod-registry-k8s-io-${data.aws_region.current.name}/*",
    ]

    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.this.id
  service_name      = "com.amazonaws.${data.aws_region.current.name}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [for table in aws_route_table.private : table.id]
  policy            = data.aws_iam_policy_document.endpoint.json

  tags = { Name = "${var.name}-s3" }
}
