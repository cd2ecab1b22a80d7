using System.Globalization;
using CreditAI.Cli.Running;
using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Verification;

namespace CreditAI.Cli.Ledger;

/// <summary>A verification as text or JSON.</summary>
internal static class VerifyOutput
{
    public static void Write(VerificationReport report, AuditVerification audit, TimeSpan elapsed, OutputFormat format)
    {
        if (format == OutputFormat.Json)
        {
            WriteJson(report, audit, elapsed);
            return;
        }

        Screen.Line(string.Create(CultureInfo.InvariantCulture,
            $"{report.Decisions:N0} decisions in {report.Batches:N0} batches on {report.Chains} chains, {report.Checkpoints:N0} checkpoints, {audit.Entries:N0} entries of the audit log: {elapsed.TotalSeconds:0.0} s"));
        if (report.Expired > 0)
        {
            Screen.Line(string.Create(CultureInfo.InvariantCulture, $"{report.Expired:N0} decisions were removed by retention; their batches join up"));
        }

        if (report.Faults.Count > 0)
        {
            Screen.Table(
                ["fault", "chain", "batch", "position", "decision", "what"],
                report.Faults.Select(fault => new[] { Word(fault.Kind), Text(fault.Chain), Text(fault.Batch), Text(fault.Position), Text(fault.Id), fault.Message }), lastIsText: true);
        }

        foreach (var fault in audit.Faults)
        {
            Screen.Line($"audit log, entry {fault.Number}: {fault.Message}");
        }

        Screen.Line(report.Faults.Count == 0 && audit.Holds
            ? "the ledger is as it was written"
            : $"{report.Faults.Count + audit.Faults.Count} faults: the ledger is not as it was written");
    }

    private static void WriteJson(VerificationReport report, AuditVerification audit, TimeSpan elapsed) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("chains", report.Chains);
        json.WriteNumber("batches", report.Batches);
        json.WriteNumber("decisions", report.Decisions);
        json.WriteNumber("expired", report.Expired);
        json.WriteNumber("checkpoints", report.Checkpoints);
        json.WriteNumber("audit_entries", audit.Entries);
        json.WriteNumber("seconds", elapsed.TotalSeconds);
        json.WriteStartArray("faults");
        foreach (var fault in report.Faults)
        {
            json.WriteStartObject();
            json.WriteString("kind", Word(fault.Kind));
            WriteOrNull("chain", fault.Chain);
            WriteOrNull("batch", fault.Batch);
            WriteOrNull("position", fault.Position);
            json.WriteString("id", fault.Id?.ToString());
            json.WriteString("message", fault.Message);
            json.WriteEndObject();
        }

        foreach (var fault in audit.Faults)
        {
            json.WriteStartObject();
            json.WriteString("kind", "audit_" + fault.Kind.ToString().ToLowerInvariant());
            json.WriteNumber("entry", fault.Number);
            json.WriteString("message", fault.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void WriteOrNull(string name, long? value)
        {
            if (value is { } number)
            {
                json.WriteNumber(name, number);
            }
            else
            {
                json.WriteNull(name);
            }
        }
    });

    private static string Word(LedgerFaultKind kind) => kind switch
    {
        LedgerFaultKind.ProtectedEdited => "protected attributes edited",
        LedgerFaultKind.HeadMismatch => "end mismatch",
        LedgerFaultKind.CheckpointInvalid => "checkpoint invalid",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Text<T>(T? value)
        where T : struct, IFormattable => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
