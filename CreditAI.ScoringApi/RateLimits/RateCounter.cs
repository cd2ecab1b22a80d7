namespace CreditAI.ScoringApi.RateLimits;

/// <summary>
/// Counts the requests of one caller or address over a sliding minute: those of this calendar minute, and those of the
/// last one by the part of it that is still within sixty seconds. So a burst at the turn of the minute gains nothing.
/// Thread-safe.
/// </summary>
/// <param name="id">The name of the count in the cache.</param>
internal sealed class RateCounter(string id)
{
    private const int SecondsPerMinute = 60;

    private readonly Lock _gate = new();
    private RateWindow _current;
    private RateWindow _last;
    private bool _queued;

    public string Id { get; } = id;

    /// <summary>Admits a request, or not.</summary>
    /// <param name="limit">Requests per minute, of all replicas together.</param>
    /// <param name="replicas">
    /// How many share the limit. Before the cache was told of it, each gives away no more than half its part of what remains: the other half is for
    /// what the others have given away and not told yet. All together keep the limit within 5 % unless one asks the cache more than three times
    /// while another does not once.
    /// </param>
    /// <param name="isAlone">Nothing is heard of the others: each keeps to its part of the whole limit.</param>
    /// <param name="ask">Set when the cache has to be asked about this count, once until it was.</param>
    /// <param name="hurry">Set when half of what may be given away is gone.</param>
    public RateVerdict Take(DateTimeOffset now, int limit, int replicas, bool isAlone, out bool ask, out bool hurry)
    {
        lock (_gate)
        {
            var part = Turn(now);
            (ask, _queued) = (!_queued, true);
            var (here, before) = isAlone ? (_current.Here, _last.Here) : (_current.Total, _last.Total);
            var most = isAlone ? (limit + replicas - 1) / replicas : limit;
            var left = most - here - (before * (1 - part));
            var given = _current.Untold;
            var mayGive = isAlone || replicas == 1 ? double.PositiveInfinity : Math.Max(1, Math.Ceiling((left + given) / (2 * replicas)));
            hurry = 2 * (given + 1) >= mayGive;
            if (left < 1 || given >= mayGive)
            {
                return new RateVerdict(false, limit, 0, left < 1 ? Wait(most, here, before, part) : 1);
            }

            _current.Here++;
            return new RateVerdict(true, limit, (int)(left - 1), 0);
        }
    }

    /// <summary>What the cache has to be told of the two minutes; the last one only while something may still come in for it.</summary>
    public RatePush Push(DateTimeOffset now)
    {
        lock (_gate)
        {
            _queued = false;
            var part = Turn(now);
            return new RatePush(_current.Minute, _current.Here, _last.Here, part < 0.05 || _last.Untold > 0);
        }
    }

    /// <param name="minute">Of the count that the cache was told of; it may have passed meanwhile.</param>
    /// <param name="told">What it was told.</param>
    /// <param name="elsewhere">What the other replicas have told it, in sum.</param>
    public void Learn(long minute, long told, long elsewhere)
    {
        lock (_gate)
        {
            if (_current.Minute == minute)
            {
                _current.Learn(told, elsewhere);
            }
            else if (_last.Minute == minute)
            {
                _last.Learn(told, elsewhere);
            }
        }
    }

    /// <summary>Whether nothing in it counts any more.</summary>
    public bool IsIdle(DateTimeOffset now)
    {
        lock (_gate)
        {
            return MinuteOf(now) > _current.Minute + 1;
        }
    }

    private static long MinuteOf(DateTimeOffset now) => now.ToUnixTimeSeconds() / SecondsPerMinute;

    /// <returns>How much of the current minute has passed, 0 to 1.</returns>
    private double Turn(DateTimeOffset now)
    {
        var minute = MinuteOf(now);
        if (minute > _current.Minute)
        {
            _last = minute == _current.Minute + 1 ? _current : new RateWindow(minute - 1);
            _current = new RateWindow(minute);
        }

        // A clock that was put back stays in the minute it had come to.
        return minute < _current.Minute ? 0 : now.ToUnixTimeMilliseconds() % 60_000 / 60_000.0;
    }

    /// <returns>Seconds until one more fits in, when nothing else is admitted: 1 to 120.</returns>
    private static int Wait(int most, long here, long before, double part)
    {
        var minutes = here < most
            ? 1 - ((most - 1 - here) / (double)before) - part // when enough of the last minute has slid out
            : 1 - part + 1 - ((most - 1) / (double)here); // in the next minute, when enough of this one has
        return Math.Clamp((int)Math.Ceiling(60 * minutes), 1, 120);
    }
}
