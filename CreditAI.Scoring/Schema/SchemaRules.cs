using CreditAI.Scoring.Documents;

namespace CreditAI.Scoring.Schema;

/// <summary>What must hold between the parts of a schema, beyond each being well-formed.</summary>
internal static class SchemaRules
{
    public static void Check(DatasetSchema schema, DocumentNode root)
    {
        if (schema.Features.Count == 0)
        {
            root.Report("features", "at least one feature is required");
        }

        if (schema.Label.Favourable == schema.Label.Unfavourable)
        {
            root.Report("label.unfavourable", "must differ from the favourable value");
        }

        CheckRoles(schema, root);
        for (var slot = 0; slot < schema.Features.Count; slot++)
        {
            CheckFeature(schema.Features[slot], root, $"features[{slot}]");
        }

        CheckConsumerReport(schema, root);
        for (var index = 0; index < schema.Protected.Count; index++)
        {
            CheckProtected(schema.Protected[index], root, $"protected[{index}]");
        }
    }

    /// <summary>A column has one role. A protected attribute as a feature would be disparate treatment (12 CFR 1002.4(a)).</summary>
    private static void CheckRoles(DatasetSchema schema, DocumentNode root)
    {
        var roles = new Dictionary<string, string>(StringComparer.Ordinal) { [schema.Label.Name] = "the label" };
        for (var index = 0; index < schema.Protected.Count; index++)
        {
            Claim(schema.Protected[index].Name, "a protected attribute", $"protected[{index}].name");
        }

        for (var slot = 0; slot < schema.Features.Count; slot++)
        {
            Claim(schema.Features[slot].Name, "a feature", $"features[{slot}].name");
        }

        if (schema.Weight is { } weight)
        {
            Claim(weight, "the weight", "weight");
        }

        void Claim(string column, string role, string path)
        {
            if (roles.TryAdd(column, role) || column.Length == 0)
            {
                return;
            }

            var taken = roles[column];
            root.Report(path, taken == "a protected attribute" && role == "a feature"
                ? $"'{column}' is a protected attribute and can never be a feature"
                : $"'{column}' is {taken} already and cannot be {role} as well");
        }
    }

    private static void CheckFeature(Feature feature, DocumentNode root, string path)
    {
        if (feature.Minimum > feature.Maximum)
        {
            root.Report($"{path}.maximum", "must not be below the minimum");
        }

        if (feature.Kind == FeatureKind.Numeric && feature.Levels.Count > 0)
        {
            root.Report($"{path}.levels", "only a categorical feature has levels");
        }

        if (feature.Kind == FeatureKind.Categorical && (feature.Minimum ?? feature.Maximum) is not null)
        {
            root.Report($"{path}.minimum", "only a numeric feature has a valid range");
        }

        if (feature.Kind == FeatureKind.Categorical && feature.Direction != Direction.Free)
        {
            root.Report($"{path}.direction", "only a numeric feature has a direction");
        }
    }

    /// <summary>A notice discloses one score and one number of inquiries, and both are the agency's.</summary>
    private static void CheckConsumerReport(DatasetSchema schema, DocumentNode root)
    {
        var (scores, inquiries) = (0, 0);
        for (var slot = 0; slot < schema.Features.Count; slot++)
        {
            var feature = schema.Features[slot];
            if (feature.BureauScore is { } score)
            {
                CheckMark(slot, "bureauScore", ref scores);
                if (!(score.Lowest < score.Highest))
                {
                    root.Report($"features[{slot}].bureauScore.highest", "must be above the lowest");
                }
            }

            if (feature.IsInquiries)
            {
                CheckMark(slot, "isInquiries", ref inquiries);
            }
        }

        void CheckMark(int slot, string member, ref int seen)
        {
            if (schema.Features[slot].Kind != FeatureKind.Numeric || schema.Features[slot].Source != FeatureSource.ConsumerReport)
            {
                root.Report($"features[{slot}].{member}", "is only for a numeric feature whose source is consumerReport");
            }

            if (++seen > 1)
            {
                root.Report($"features[{slot}].{member}", "is another feature's already");
            }
        }
    }

    private static void CheckProtected(ProtectedAttribute attribute, DocumentNode root, string path)
    {
        if (attribute.Bands.Count > 0 && attribute.Groups.Count > 0)
        {
            root.Report($"{path}.bands", "an attribute has either bands or groups");
        }

        for (var index = 0; index < attribute.Bands.Count; index++)
        {
            var from = attribute.Bands[index].From;
            if (index == 0 ? from is not null : from is null || from <= attribute.Bands[index - 1].From)
            {
                root.Report($"{path}.bands[{index}].from", "must be absent in the first band and ascend after it");
            }
        }

        if (attribute.Privileged is { } privileged && attribute.Bands.Count > 0 && attribute.Bands.All(band => band.Name != privileged))
        {
            root.Report($"{path}.privileged", $"'{privileged}' is none of the bands");
        }
    }
}
