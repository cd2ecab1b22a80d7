using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>One resource's console: the last lines, and whoever reads along. Safe for concurrent use.</summary>
internal sealed class ResourceLog(Action<bool> onSubscribersChanged)
{
    private const int BacklogLines = 10_000;

    private readonly Lock _gate = new();
    private readonly Queue<LogLine> _backlog = new();
    private readonly List<ChannelWriter<LogLine>> _readers = [];
    private int _lines;
    private bool _completed;

    public bool AnySubscribers
    {
        get
        {
            lock (_gate)
            {
                return _readers.Count > 0;
            }
        }
    }

    public void Add(LogEntry entry)
    {
        lock (_gate)
        {
            var line = new LogLine(++_lines, entry.Text, entry.IsErrorMessage);
            if (_backlog.Count == BacklogLines)
            {
                _backlog.Dequeue();
            }

            _backlog.Enqueue(line);
            foreach (var reader in _readers)
            {
                reader.TryWrite(line);
            }
        }
    }

    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            foreach (var reader in _readers)
            {
                reader.TryComplete();
            }
        }
    }

    public void ClearBacklog()
    {
        lock (_gate)
        {
            _backlog.Clear();
            _lines = 0;
            _completed = false;
        }
    }

    public IReadOnlyList<LogLine> Backlog()
    {
        lock (_gate)
        {
            return [.. _backlog];
        }
    }

    /// <summary>The backlog, then what is written, in batches of what has gathered meanwhile.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<LogLine>(new() { SingleReader = true });
        Subscribe(channel.Writer);
        try
        {
            while (await channel.Reader.WaitToReadAsync(cancellationToken))
            {
                var batch = new List<LogLine>();
                while (batch.Count < 1_000 && channel.Reader.TryRead(out var line))
                {
                    batch.Add(line);
                }

                yield return batch;
            }
        }
        finally
        {
            Unsubscribe(channel.Writer);
        }
    }

    private void Subscribe(ChannelWriter<LogLine> reader)
    {
        bool first;
        lock (_gate)
        {
            foreach (var line in _backlog)
            {
                reader.TryWrite(line);
            }

            if (_completed)
            {
                reader.TryComplete();
            }

            _readers.Add(reader);
            first = _readers.Count == 1;
        }

        if (first)
        {
            onSubscribersChanged(true);
        }
    }

    private void Unsubscribe(ChannelWriter<LogLine> reader)
    {
        bool last;
        lock (_gate)
        {
            _readers.Remove(reader);
            last = _readers.Count == 0;
        }

        if (last)
        {
            onSubscribersChanged(false);
        }
    }
}
