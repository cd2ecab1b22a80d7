namespace CreditAI.Benchmarks.Load.Clients;

/// <summary>The Lua that wrk runs. Files and not text in it, so that neither a key nor a body is ever read as Lua.</summary>
internal static class WrkScript
{
    private const string Result = """
        function done(summary, latency, requests)
            local e = summary.errors
            io.write(string.format(
                '\nRESULT {"requests":%d,"microseconds":%d,"failed":%d,"status":%d,"p50":%d,"p95":%d,"p99":%d,"p999":%d,"max":%d}\n',
                summary.requests, summary.duration, e.connect + e.read + e.write + e.timeout, e.status,
                latency:percentile(50), latency:percentile(95), latency:percentile(99), latency:percentile(99.9), latency.max))
        end

        """;

    private const string Posting = """
        local threads = 0
        function setup(thread)
            thread:set("thread_number", threads)
            threads = threads + 1
        end

        local openings, endings, count, size, prefix = {}, {}, 0, 0, ""
        function init(args)
            local file = io.open(args[1] .. "/head")
            local head = file:read("*a")
            file:close()
            local id_at, id_length = tonumber(args[3]), tonumber(args[4])
            for body in io.lines(args[1] .. "/bodies") do
                size = size + 1
                openings[size] = head .. #body .. "\r\n\r\n" .. body:sub(1, id_at)
                endings[size] = body:sub(id_at + id_length + 1)
            end
            prefix = args[2] .. string.format("%02d-", thread_number)
        end

        function request()
            local at = count % size + 1
            count = count + 1
            return openings[at] .. prefix .. string.format("%09d", count) .. endings[at]
        end

        """;

    /// <summary>Writes what a set of requests needs.</summary>
    /// <param name="directory">Readable by nobody else: the head holds the API key.</param>
    /// <returns>The script's path.</returns>
    public static string Write(string directory, RequestSet requests)
    {
        var script = Path.Combine(directory, "script.lua");
        File.WriteAllText(script, requests.Bodies.Count == 0 ? Result : Result + Posting);
        File.WriteAllText(Path.Combine(directory, "head"), requests.Head);
        using var bodies = File.Create(Path.Combine(directory, "bodies"));
        foreach (var body in requests.Bodies)
        {
            bodies.Write(body);
            bodies.WriteByte((byte)'\n');
        }

        return script;
    }
}
