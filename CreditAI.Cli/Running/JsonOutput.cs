using System.Text.Json;

namespace CreditAI.Cli.Running;

/// <summary>One JSON value on standard output, with a line break behind it.</summary>
internal static class JsonOutput
{
    public static void Write(Action<Utf8JsonWriter> write)
    {
        using var output = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output))
        {
            write(json);
        }

        output.WriteByte((byte)'\n');
    }
}
