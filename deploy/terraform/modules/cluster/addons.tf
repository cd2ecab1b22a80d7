# Roles by the cluster's OpenID provider for what runs before the agent of Pod Identity does.
resource "aws_iam_openid_connect_provider" "this" {
  url            = aws_eks_cluster.this.identity[0].oidc[0].issuer
  client_id_list = ["sts.amazonaws.com"]
}

locals {
  issuer = trimprefix(aws_eks_cluster.this.identity[0].oidc[0].issuer, "https://")

  addon_accounts = {
    vpc-cni            = { account = "aws-node", policy = "AmazonEKS_CNI_Policy" }
    aws-ebs-csi-driver = { account = "ebs-csi-controller-sa", policy = "service-role/AmazonEBSCSIDriverPolicy" }
  }
}

data "aws_iam_policy_document" "addon_trust" {
  for_each = local.addon_accounts

  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.this.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:sub"
      values   = ["system:serviceaccount:kube-system:${each.value.account}"]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:aud"
      values   = ["sts.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "addon" {
  for_each = local.addon_accounts

  name               = "${var.name}-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.addon_trust[each.key].json
}

resource "aws_iam_role_policy_attachment" "addon" {
  for_each = local.addon_accounts

  role       = aws_iam_role.addon[each.key].name
  policy_arn = "${local.managed}/${each.value.policy}"
}

data "aws_iam_policy_document" "volumes_key" {
  statement {
    actions   = ["kms:Decrypt", "kms:Encrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
    resources = [var.volumes_key_arn]
  }

  statement {
    actions   = ["kms:CreateGrant"]
    resources = [var.volumes_key_arn]

    condition {
      test     = "Bool"
      variable = "kms:GrantIsForAWSResource"
      values   = ["true"]
    }
  }
}

resource "aws_iam_role_policy" "volumes_key" {
  name   = "volumes-key"
  role   = aws_iam_role.addon["aws-ebs-csi-driver"].id
  policy = data.aws_iam_policy_document.volumes_key.json
}

# Nodes become ready only with a network.
resource "aws_eks_addon" "before_nodes" {
  for_each = {
    # The overlays deny all traffic that no policy allows; without this the plugin would let it through.
    vpc-cni                = jsonencode({ enableNetworkPolicy = "true" })
    kube-proxy             = null
    eks-pod-identity-agent = null
  }

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  configuration_values        = each.value
  service_account_role_arn    = each.key == "vpc-cni" ? aws_iam_role.addon["vpc-cni"].arn : null
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"

  depends_on = [aws_iam_role_policy_attachment.addon]
}

resource "aws_eks_addon" "after_nodes" {
  for_each = {
    coredns = null
    # The volumes of the overlays name no class.
    aws-ebs-csi-driver = jsonencode({ defaultStorageClass = { enabled = true } })
    # The autoscalers of the overlays ask it for CPU and memory.
    metrics-server = null
    # Ships pods' and nodes' logs and metrics to CloudWatch.
    amazon-cloudwatch-observability = null
  }

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  configuration_values        = each.value
  service_account_role_arn    = each.key == "aws-ebs-csi-driver" ? aws_iam_role.addon["aws-ebs-csi-driver"].arn : null
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"

  depends_on = [
    aws_eks_node_group.this,
    aws_iam_role_policy_attachment.addon,
    aws_iam_role_policy.volumes_key,
    aws_eks_pod_identity_association.cloudwatch,
  ]
}

# Whatever makes a volume in this account and region, it is encrypted, and under this key.
resource "aws_ebs_encryption_by_default" "this" {
  enabled = true
}

resource "aws_ebs_default_kms_key" "this" {
  key_arn = var.volumes_key_arn
}
