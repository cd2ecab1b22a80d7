using System.Text.Json;
using CreditAI.Scoring.Fairness.Aif;
using CreditAI.Scoring.Fairness.FairLending;
using CreditAI.Scoring.Fairness.Frames;
using CreditAI.Scoring.Fairness.Quality;

namespace CreditAI.Scoring.Fairness.Reports;

/// <summary>
/// A fairness report as JSON. Numbers are plain and in full precision under Fairlearn's, AIF360's and scikit-learn's names; what
/// is undefined is null and stands in "undefined" with its path, rows and reason.
/// </summary>
public static class FairnessReportDocument
{
    /// <param name="json">Receives one object.</param>
    /// <param name="report">The report.</param>
    /// <param name="about">Writes members of "about" that only the caller knows, such as the file and its columns; null: none.</param>
    public static void Write(Utf8JsonWriter json, FairnessReport report, Action<Utf8JsonWriter>? about = null)
    {
        var writer = new MeasureWriter(json);
        json.WriteStartObject();
        WriteAbout(writer, report, about);
        ByAttribute(writer, "single", report, attribute => WriteSingle(writer, attribute));
        WriteIntersection(writer, report.Intersection);
        WriteConditional(writer, report.Conditional);
        writer.Object("aif360", () => WriteAif(writer, report));
        ByAttribute(writer, "fair_lending", report, attribute => WriteLending(writer, attribute.FairLending));
        if (report.Calibration is { } calibration)
        {
            ByAttribute(writer, "calibration_by_group", report, attribute => WriteCalibration(writer, attribute));
            ByAttribute(writer, "quality_by_group", report, attribute => WriteQuality(writer, attribute));
            writer.Object("calibration_overall", () => WriteCalibration(writer, calibration));
        }

        WriteBootstrap(writer, report);
        writer.Undefined();
        json.WriteEndObject();
    }

    private static void WriteAbout(MeasureWriter writer, FairnessReport report, Action<Utf8JsonWriter>? about)
    {
        writer.Object("about", () =>
        {
            about?.Invoke(writer.Json);
            writer.Json.WriteNumber("rows", report.Request.Rows.Count);
            writer.Json.WriteNumber("minimum_n", report.Request.MinimumN);
            writer.Json.WriteString("missing_groups", report.Request.LeaveMissingOut ? "left out of the groups, kept in the overall" : "a group of their own");
            writer.Json.WriteString("intervals", "95 %: Wilson for shares, Katz (log) for adverse impact ratios, Newcombe for differences of rates, DeLong (logit) for AUC");
        });
        writer.Object("privileged", () =>
        {
            foreach (var attribute in report.Attributes)
            {
                writer.Json.WriteString(attribute.Name, attribute.Privileged);
            }
        });
    }

    private static void WriteSingle(MeasureWriter writer, AttributeReport attribute)
    {
        writer.Object("summary", () => writer.Numbers(ParitySummary.Of(attribute.Decisions)));
        FrameDocument.Write(writer, "frame_pred", attribute.Decisions);
        if (attribute.Scores is { } scores)
        {
            FrameDocument.Write(writer, "frame_score", scores);
        }

        if (attribute.WeightedDecisions is { } weighted)
        {
            writer.Object("summary_weighted", () => writer.Numbers(ParitySummary.Of(weighted)));
            FrameDocument.Write(writer, "frame_pred_weighted", weighted);
        }

        writer.Texts("too_few_to_say", attribute.TooFewToSay);
    }

    private static void WriteIntersection(MeasureWriter writer, IntersectionReport? intersection)
    {
        if (intersection is not null)
        {
            writer.Object("intersection", () =>
            {
                writer.Texts("columns", intersection.Columns);
                writer.Object("summary", () => writer.Numbers(ParitySummary.Of(intersection.Decisions)));
                FrameDocument.Write(writer, "frame_pred", intersection.Decisions);
                writer.Texts("too_few_to_say", intersection.TooFewToSay);
            });
        }
    }

    private static void WriteConditional(MeasureWriter writer, ConditionalReport? conditional)
    {
        if (conditional is not null)
        {
            writer.Object("conditional", () =>
            {
                writer.Json.WriteString("sensitive", conditional.Sensitive);
                writer.Json.WriteString("control", conditional.Control);
                FrameDocument.Write(writer, "frame_pred", conditional.Levels);
            });
        }
    }

    private static void WriteAif(MeasureWriter writer, FairnessReport report)
    {
        foreach (var attribute in report.Attributes)
        {
            writer.Object(attribute.Name, () => WriteAif(writer, attribute.Aif));
            if (attribute.WeightedAif is { } weighted)
            {
                writer.Object($"{attribute.Name}__weighted", () => WriteAif(writer, weighted));
            }
        }
    }

    private static void WriteAif(MeasureWriter writer, AifFairness fairness)
    {
        writer.Object("dataset", () => writer.Numbers(fairness.Dataset));
        writer.Numbers(fairness.Measures);
        WriteSide(writer, "all", fairness.All);
        WriteSide(writer, "privileged", fairness.Privileged);
        WriteSide(writer, "unprivileged", fairness.Unprivileged);
    }

    private static void WriteSide(MeasureWriter writer, string name, AifSide side) => writer.Object(name, () =>
    {
        writer.Numbers(side.Rates);
        writer.Object("confusion", () =>
        {
            writer.Json.WriteNumber("TP", side.Confusion.TruePositives.Weight);
            writer.Json.WriteNumber("FP", side.Confusion.FalsePositives.Weight);
            writer.Json.WriteNumber("TN", side.Confusion.TrueNegatives.Weight);
            writer.Json.WriteNumber("FN", side.Confusion.FalseNegatives.Weight);
        });
        if (side.Generalized is { } generalized)
        {
            writer.Object("generalized_confusion", () =>
            {
                writer.Json.WriteNumber("GTP", generalized.TruePositives);
                writer.Json.WriteNumber("GFP", generalized.FalsePositives);
                writer.Json.WriteNumber("GTN", generalized.TrueNegatives);
                writer.Json.WriteNumber("GFN", generalized.FalseNegatives);
            });
        }
    });

    private static void WriteLending(MeasureWriter writer, FairLendingAttribute lending)
    {
        foreach (var (group, contrast) in lending.Groups.Prepend(("vs_all_others", lending.AllOthers)))
        {
            writer.Object(group, () => WriteContrast(writer, contrast));
        }
    }

    private static void WriteContrast(MeasureWriter writer, SelectionContrast contrast)
    {
        writer.Json.WriteNumber("n_control", contrast.ControlRows);
        writer.Json.WriteNumber("n_protected", contrast.ProtectedRows);
        writer.Json.WriteNumber("selected_control", contrast.ControlSelected);
        writer.Json.WriteNumber("selected_protected", contrast.ProtectedSelected);
        writer.Number("adverse_impact_ratio", contrast.AdverseImpactRatio);
        if (contrast.FourFifths is { } pass)
        {
            writer.Json.WriteBoolean("four_fifths_pass", pass);
        }
        else
        {
            writer.Json.WriteNull("four_fifths_pass");
        }

        writer.Number("marginal_effect", contrast.MarginalEffect);
        writer.Number("two_proportion_z_pooled", contrast.Z);
        writer.Number("two_sided_p", contrast.TwoSidedP);
        writer.Number("fisher_exact_two_sided_p", contrast.FisherExactP);
        writer.Number("chi2_no_correction", contrast.ChiSquare);
        if (contrast.StandardizedMeanDifference is { } difference)
        {
            writer.Number("standardized_mean_difference_score_population_sd", difference);
        }

        writer.Interval("wilson95_protected", contrast.ProtectedRate.Interval);
        writer.Interval("wilson95_control", contrast.ControlRate.Interval);
        writer.Interval("air_95ci_katz_log", contrast.AdverseImpactRatio.Interval);
        writer.Interval("marginal_effect_95ci_newcombe", contrast.MarginalEffect.Interval);
        writer.Number("odds_ratio", contrast.OddsRatio);
        writer.Json.WriteString("verdict", JsonNamingPolicy.SnakeCaseLower.ConvertName(contrast.Verdict.ToString()));
    }

    private static void WriteCalibration(MeasureWriter writer, AttributeReport attribute)
    {
        foreach (var (group, calibration) in attribute.Calibration)
        {
            writer.Object(group, () => WriteCalibration(writer, calibration));
        }
    }

    private static void WriteCalibration(MeasureWriter writer, Calibration calibration)
    {
        writer.Json.WriteStartArray("bins");
        foreach (var bin in calibration.Bins)
        {
            writer.Json.WriteStartObject();
            writer.Json.WriteNumber("bin", bin.Index);
            writer.Json.WriteNumber("count", bin.Count);

            // An empty bin's count says why it has neither.
            if (bin.MeanScore.Value is { } mean && bin.Observed.Value is { } observed)
            {
                writer.Json.WriteNumber("mean_score", mean);
                writer.Json.WriteNumber("observed", observed);
            }
            else
            {
                writer.Json.WriteNull("mean_score");
                writer.Json.WriteNull("observed");
            }

            writer.Interval("wilson95_observed", bin.Observed.Interval);
            writer.Json.WriteEndObject();
        }

        writer.Json.WriteEndArray();
        writer.Number("ece", calibration.ExpectedError);
        writer.Number("mce", calibration.MaximumError);
        writer.Number("mean_score", calibration.MeanScore);
        writer.Number("observed", calibration.Observed);
        writer.Number("expected_over_observed", calibration.ExpectedOverObserved);
    }

    private static void WriteQuality(MeasureWriter writer, AttributeReport attribute)
    {
        foreach (var (group, measures) in attribute.Quality)
        {
            writer.Object(group, () =>
            {
                writer.Numbers(measures);
                writer.Interval("auc_95ci_delong", measures.First(measure => measure.Name == "auc").Measure.Interval);
            });
        }
    }

    private static void WriteBootstrap(MeasureWriter writer, FairnessReport report)
    {
        if (report.Request.Bootstrap is not { } options)
        {
            return;
        }

        writer.Object("bootstrap", () =>
        {
            writer.Json.WriteString("method", "percentile, 95 %, rows drawn with replacement and counting one each");
            writer.Json.WriteNumber("replicates", options.Replicates);
            writer.Json.WriteNumber("seed", options.Seed);
            ByAttribute(writer, "single", report, attribute =>
            {
                foreach (var (name, interval) in attribute.Bootstrap)
                {
                    writer.Interval(name, interval);
                }
            });
        });
    }

    private static void ByAttribute(MeasureWriter writer, string name, FairnessReport report, Action<AttributeReport> write) => writer.Object(name, () =>
    {
        foreach (var attribute in report.Attributes)
        {
            writer.Object(attribute.Name, () => write(attribute));
        }
    });
}
