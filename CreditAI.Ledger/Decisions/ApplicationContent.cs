using CreditAI.Ledger.Records;

namespace CreditAI.Ledger.Decisions;

/// <summary>What is personal in a decision: who asked, and what was said. Sealed in the ledger.</summary>
/// <param name="ApplicationId">As sent.</param>
/// <param name="ApplicantId">As sent; null where none was given, and then the application stands for the applicant.</param>
/// <param name="Values">By the model's slots.</param>
public sealed record ApplicationContent(string ApplicationId, string? ApplicantId, FeatureValue[] Values)
{
    private const byte Version = 1;

    internal void Write(RecordWriter writer)
    {
        writer.Byte(Version);
        writer.Text(ApplicationId);
        writer.Byte(ApplicantId is null ? (byte)0 : (byte)1);
        if (ApplicantId is not null)
        {
            writer.Text(ApplicantId);
        }

        writer.Count(Values.Length);
        foreach (ref readonly var value in Values.AsSpan())
        {
            Write(writer, in value);
        }
    }

    /// <exception cref="FormatException">These are not the bytes of an application.</exception>
    internal static ApplicationContent Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new RecordReader(bytes);
        if (reader.Byte() is var version && version != Version)
        {
            throw new FormatException($"an application of version {version} is not known here");
        }

        var applicationId = reader.Text();
        var applicantId = reader.Byte() == 0 ? null : reader.Text();
        var values = new FeatureValue[reader.Count()];
        for (var slot = 0; slot < values.Length; slot++)
        {
            values[slot] = (FeatureValueKind)reader.Byte() switch
            {
                FeatureValueKind.Missing => default,
                FeatureValueKind.Number => FeatureValue.Of(reader.Double()),
                FeatureValueKind.Text => FeatureValue.Of(reader.Text()),
                var kind => throw new FormatException($"a value of kind {(byte)kind} is not known here"),
            };
        }

        return new ApplicationContent(applicationId, applicantId, values);
    }

    private static void Write(RecordWriter writer, in FeatureValue value)
    {
        writer.Byte((byte)value.Kind);
        switch (value.Kind)
        {
            case FeatureValueKind.Number:
                writer.Double(value.Number);
                break;
            case FeatureValueKind.Text:
                writer.Text(value.Text!);
                break;
        }
    }
}
