using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Records;

namespace CreditAI.Ledger.Chain;

/// <summary>
/// Decisions in the binary format of COPY (PostgreSQL's documentation, COPY, "Binary Format"), in one piece: written value by value through the
/// driver, a row waits a dozen times.
/// </summary>
internal static class CopyRowsWriter
{
    private const short Columns = 11;
    private const int Null = -1;
    private const short End = -1;

    /// <param name="batch">What is written.</param>
    /// <param name="writer">What it is written to, from the start.</param>
    public static ReadOnlyMemory<byte> Write(Batch batch, RecordWriter writer)
    {
        writer.Clear();
        writer.Bytes([0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00]); // PGCOPY\n\377\r\n\0
        writer.Int32(0); // flags
        writer.Int32(0); // length of the header's extension
        var position = batch.First;
        foreach (var row in batch.Rows)
        {
            Write(writer, row, batch.Before.Chain, position++);
        }

        writer.Int16(End);
        return writer.WrittenMemory;
    }

    // In the order of BatchCommand's columns, each behind its length.
    private static void Write(RecordWriter writer, SealedDecision row, int chain, long position)
    {
        writer.Int16(Columns);
        writer.Int32(16);
        writer.Guid(row.Id);
        writer.Int32(sizeof(int));
        writer.Int32(chain);
        writer.Int32(sizeof(long));
        writer.Int64(position);
        writer.Int32(sizeof(int));
        writer.Int32(row.ModelVersion);
        writer.Int32(1);
        writer.Byte((byte)row.Decision.ToLetter());
        writer.Int32(sizeof(double));
        writer.Double(row.Points);
        writer.Int32(row.Body.Length);
        writer.Bytes(row.Body.Span);
        writer.Int32(sizeof(int));
        writer.Int32(row.KeyId);
        writer.Int32(row.Key.Length);
        writer.Bytes(row.Key.Span);
        writer.Int32(sizeof(long));
        writer.Int64(row.Application);
        if (row.Applicant is { } applicant)
        {
            writer.Int32(sizeof(long));
            writer.Int64(applicant);
        }
        else
        {
            writer.Int32(Null);
        }
    }
}
