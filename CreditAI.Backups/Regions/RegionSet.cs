using System.Collections.Concurrent;
using CreditAI.Backups.Pieces;
using CreditAI.Backups.Telemetry;
using CreditAI.Ledger.Keys;
using CreditAI.Ledger.Objects;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditAI.Backups.Regions;

/// <summary>
/// The regions together. Each gets every object independently of the others: a write stands as soon as one has it, and a region that
/// was away is caught up later. Reads take the first region that has the object whole. Thread-safe.
/// </summary>
public sealed class RegionSet(IReadOnlyList<Region> regions, ILogger<RegionSet>? log = null, TimeProvider? time = null)
{
    // A backup of hours is not given up for a moment in which no region takes an object.
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)];

    private readonly ILogger _log = log ?? NullLogger<RegionSet>.Instance;
    private readonly ConcurrentDictionary<string, string> _behind = new(StringComparer.Ordinal);

    public IReadOnlyList<Region> All { get; } = regions.Count > 0 ? regions : throw new ArgumentException("There is no region to keep backups in.", nameof(regions));

    /// <summary>The regions whose last write failed, and why; until they are caught up.</summary>
    public IReadOnlyDictionary<string, string> Behind => _behind;

    /// <exception cref="ArgumentException">There is no region of this name; the message lists them.</exception>
    public Region Named(string name) => All.FirstOrDefault(region => region.Name == name)
        ?? throw new ArgumentException($"There is no region '{name}'; there are {string.Join(", ", All.Select(region => region.Name))}.");

    /// <summary>The same regions with one of them asked first.</summary>
    public RegionSet Preferring(string? name)
        => name is null ? this : new RegionSet([Named(name), .. All.Where(region => region.Name != name)], log, time);

    /// <summary>Writes an object to every region; at least one has it then.</summary>
    /// <exception cref="RegionsUnreachableException">No region took it, though it was offered several times.</exception>
    internal Task PutAsync(SealedPiece piece, CancellationToken cancellationToken)
        => PatientlyAsync(async () => { await PutOnceAsync(piece, cancellationToken); return true; }, cancellationToken);

    /// <summary>Deletes an object wherever it can be reached; where not, expiry finds it again.</summary>
    internal Task DeleteAsync(string key, CancellationToken cancellationToken)
        => Task.WhenAll(All.Select(region => TryAsync(region, () => region.Store.DeleteAsync(key, cancellationToken), cancellationToken)));

    /// <summary>What was written into an object, from the first region that has it whole; null when no region has it.</summary>
    /// <exception cref="DamagedPieceException">Regions have it, and in none it is whole.</exception>
    /// <exception cref="RegionsUnreachableException">None that answered has it, and one did not answer.</exception>
    /// <exception cref="LostKeyException">Its master key is not configured.</exception>
    internal Task<ArraySegment<byte>?> OpenAsync(string key, MasterKeys masters, string? sha256, CancellationToken cancellationToken)
        => PatientlyAsync(() => OpenOnceAsync(key, masters, sha256, cancellationToken), cancellationToken);

    /// <summary>Every object of any region under a prefix, with the regions that have it.</summary>
    /// <exception cref="RegionsUnreachableException">No region answered.</exception>
    internal async Task<SortedDictionary<string, List<Region>>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var objects = new SortedDictionary<string, List<Region>>(StringComparer.Ordinal);
        var failures = await Task.WhenAll(All.Select(region => TryAsync(
            region,
            async () =>
            {
                var listed = await region.ListAsync(prefix, cancellationToken);
                lock (objects)
                {
                    listed.ForEach(item => (objects.TryGetValue(item.Key, out var holders) ? holders : objects[item.Key] = []).Add(region));
                }
            },
            cancellationToken,
            isWrite: false)));
        return failures.All(failure => failure is not null)
            ? throw new RegionsUnreachableException($"No region can be read: {Told(failures)}.", failures[0])
            : objects;
    }

    /// <summary>Every object under a prefix, by region: of all regions, since what is missing is acted on.</summary>
    /// <exception cref="RegionsUnreachableException">A region did not answer.</exception>
    internal async Task<Dictionary<Region, Dictionary<string, ObjectInfo>>> ListEachAsync(string prefix, CancellationToken cancellationToken)
    {
        var each = new Dictionary<Region, Dictionary<string, ObjectInfo>>();
        foreach (var region in All)
        {
            try
            {
                each[region] = (await region.ListAsync(prefix, cancellationToken)).ToDictionary(item => item.Key, StringComparer.Ordinal);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw new RegionsUnreachableException($"Region {region.Name} cannot be read: {exception.Message}", exception);
            }
        }

        return each;
    }

    internal void CaughtUp(Region region) => _behind.TryRemove(region.Name, out _);

    private async Task PutOnceAsync(SealedPiece piece, CancellationToken cancellationToken)
    {
        var failures = await Task.WhenAll(All.Select(region => TryAsync(region, () => region.WriteAsync(piece, cancellationToken), cancellationToken)));
        if (failures.All(failure => failure is not null))
        {
            throw new RegionsUnreachableException($"No region took {piece.Name}: {Told(failures)}.", failures[0]);
        }
    }

    private async Task<ArraySegment<byte>?> OpenOnceAsync(string key, MasterKeys masters, string? sha256, CancellationToken cancellationToken)
    {
        DamagedPieceException? damage = null;
        Exception? unreachable = null;
        foreach (var region in All)
        {
            try
            {
                if (await region.ReadAsync(key, cancellationToken) is { } content)
                {
                    return PieceReader.Open(key, content, masters, sha256);
                }
            }
            catch (DamagedPieceException exception)
            {
                BackupLog.PieceDamaged(_log, region.Name, exception.Message);
                damage = exception;
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or LostKeyException))
            {
                BackupLog.RegionFailed(_log, region.Name, exception.Message);
                unreachable = exception;
            }
        }

        if (unreachable is not null)
        {
            throw new RegionsUnreachableException($"{key} could not be read: {unreachable.Message}", unreachable);
        }

        return damage is null ? null : throw damage;
    }

    private async Task<T> PatientlyAsync<T>(Func<Task<T>> action, CancellationToken cancellationToken)
    {
        foreach (var pause in Pauses)
        {
            try
            {
                return await action();
            }
            catch (RegionsUnreachableException)
            {
                await Task.Delay(pause, time ?? TimeProvider.System, cancellationToken);
            }
        }

        return await action();
    }

    private async Task<Exception?> TryAsync(Region region, Func<Task> action, CancellationToken cancellationToken, bool isWrite = true)
    {
        try
        {
            await action();
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            BackupLog.RegionFailed(_log, region.Name, exception.Message);
            if (isWrite)
            {
                _behind[region.Name] = exception.Message;
            }

            return exception;
        }
    }

    private string Told(Exception?[] failures) => string.Join("; ", All.Zip(failures).Where(pair => pair.Second is not null).Select(pair => $"{pair.First.Name}: {pair.Second!.Message}"));
}
