using CreditAI.Ledger.Records;
using CreditAI.Scoring.Reasons;

namespace CreditAI.Ledger.Decisions;

/// <summary>The column body of a decision: all that was decided, byte by byte as docs/ledger.md has it.</summary>
/// <param name="Sealed">The sealed <see cref="ApplicationContent"/>.</param>
internal sealed record DecisionBody(
    int PolicyVersion,
    DateTimeOffset DecidedAt,
    TimeSpan Latency,
    double ProbabilityOfDefault,
    int Score,
    ushort[] Bins,
    PointsLost[] Reasons,
    ShadowDecision[] Shadows,
    byte[] Sealed)
{
    private const byte Version = 1;

    /// <returns>Where the sealed content goes, which ends the body.</returns>
    public static Span<byte> Write(RecordWriter writer, DecisionRecord decision, int sealedLength)
    {
        writer.Byte(Version);
        writer.Count(decision.PolicyVersion);
        writer.Int64((decision.DecidedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        writer.Int64((long)decision.Latency.TotalMicroseconds);
        writer.Double(decision.ProbabilityOfDefault);
        writer.Int32(decision.Score);
        writer.Count(decision.Bins.Length);
        foreach (var bin in decision.Bins)
        {
            writer.Count(bin);
        }

        writer.Count(decision.Reasons.Length);
        foreach (var reason in decision.Reasons)
        {
            writer.Count(reason.Slot);
            writer.Double(reason.Points);
        }

        writer.Count(decision.Shadows.Count);
        foreach (var shadow in decision.Shadows)
        {
            writer.Count(shadow.ModelVersion);
            writer.Byte((byte)shadow.Decision.ToLetter());
            writer.Double(shadow.Points);
        }

        writer.Count(sealedLength);
        return writer.Take(sealedLength);
    }

    /// <exception cref="FormatException">It is another than the one written here.</exception>
    public static void RequireVersion(byte version)
    {
        if (version != Version)
        {
            throw new FormatException($"a decision of version {version} is not known here");
        }
    }

    /// <exception cref="FormatException">These are not the bytes of a decision.</exception>
    public static DecisionBody Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new RecordReader(bytes);
        RequireVersion(reader.Byte());
        var policy = reader.Count();
        var decidedAt = DateTimeOffset.UnixEpoch.AddTicks(reader.Int64() * TimeSpan.TicksPerMicrosecond);
        var latency = TimeSpan.FromMicroseconds(reader.Int64());
        var (probability, score) = (reader.Double(), reader.Int32());
        var bins = new ushort[reader.Count()];
        for (var slot = 0; slot < bins.Length; slot++)
        {
            bins[slot] = checked((ushort)reader.Count());
        }

        var reasons = new PointsLost[reader.Count()];
        for (var index = 0; index < reasons.Length; index++)
        {
            var slot = reader.Count();
            reasons[index] = slot < bins.Length
                ? new PointsLost(slot, bins[slot], reader.Double())
                : throw new FormatException($"a reason names slot {slot} of {bins.Length}");
        }

        var shadows = new ShadowDecision[reader.Count()];
        for (var index = 0; index < shadows.Length; index++)
        {
            shadows[index] = new ShadowDecision(reader.Count(), DecisionText.Parse((char)reader.Byte()), reader.Double());
        }

        return new DecisionBody(policy, decidedAt, latency, probability, score, bins, reasons, shadows, reader.Bytes(reader.Count()).ToArray());
    }
}
