using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CreditAI.Ledger.Decisions;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Schema;

namespace CreditAI.Ledger.Training;

/// <summary>Decisions to columns, by the features of a schema.</summary>
internal sealed class OwnRowsBuilder(DatasetSchema schema, IReadOnlyDictionary<int, IReadOnlyList<string>> features)
{
    private readonly List<double>[] _numbers = [.. schema.Features.Select(_ => new List<double>())];
    private readonly List<string?>[] _levels = [.. schema.Features.Select(_ => new List<string?>())];
    private readonly List<string>[] _groups = [.. schema.Protected.Select(_ => new List<string>())];
    private readonly List<bool> _favourable = [];
    private readonly Dictionary<int, int[]?> _slots = [];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _ofOthers;
    private int _declined;

    /// <summary>Decisions whose applicants were erased.</summary>
    public int Erased { get; set; }

    public void Add(Guid id, int modelVersion, char decision, IReadOnlyList<FeatureValue> values, bool isRepaid, IReadOnlyDictionary<string, string> groups)
    {
        if (SlotsOf(modelVersion) is not { } slots || slots.Any(slot => slot >= values.Count))
        {
            _ofOthers++;
            return;
        }

        Hash(id, isRepaid);
        for (var feature = 0; feature < slots.Length; feature++)
        {
            Add(feature, values[slots[feature]]);
        }

        foreach (var (index, attribute) in schema.Protected.Index())
        {
            var group = groups.GetValueOrDefault(attribute.Name, ProtectedAttribute.MissingGroup);
            _groups[index].Add(group);
            Hash(group);
        }

        _favourable.Add(isRepaid);
        _declined += decision == 'a' ? 0 : 1;
    }

    /// <exception cref="DatasetException">There are no rows.</exception>
    public TrainingRows Build(string source)
    {
        if (_favourable.Count == 0)
        {
            throw new DatasetException(
                source, $"there are none that can be trained on; {Erased} were erased, and {_ofOthers} were decided by versions without the features that are asked for");
        }

        var data = Dataset.Of(
            schema, [.. schema.Features.Select((feature, index) => Column(feature, index))], [.. _favourable],
            [.. schema.Protected.Select((attribute, index) => Groups(attribute, _groups[index]))], source);
        return new TrainingRows(data, Convert.ToHexStringLower(_hash.GetHashAndReset()), [.. Notes(source)]);
    }

    private IEnumerable<string> Notes(string source)
    {
        yield return $"trained on {source}: {_favourable.Count} rows";
        if (_declined == 0)
        {
            yield return "outcomes are known of approved applications alone, so it does not know the others";
        }

        if (Erased > 0)
        {
            yield return $"{Erased} decisions were left out whose applicants were erased";
        }

        if (_ofOthers > 0)
        {
            yield return $"{_ofOthers} decisions were left out of model versions without its features";
        }
    }

    private int[]? SlotsOf(int modelVersion)
    {
        if (!_slots.TryGetValue(modelVersion, out var slots))
        {
            var names = features.GetValueOrDefault(modelVersion, []).ToList();
            int[] found = [.. schema.Features.Select(feature => names.IndexOf(feature.Name))];
            _slots[modelVersion] = slots = found.Contains(-1) ? null : found;
        }

        return slots;
    }

    private void Add(int feature, FeatureValue value)
    {
        if (schema.Features[feature].Kind == FeatureKind.Numeric)
        {
            var number = value.Kind == FeatureValueKind.Number ? value.Number : double.NaN;
            _numbers[feature].Add(number);
            Hash(BitConverter.DoubleToInt64Bits(number));
        }
        else
        {
            _levels[feature].Add(value.Text);
            Hash(value.Text ?? "\0");
        }
    }

    private FeatureColumn Column(Feature feature, int index)
    {
        if (feature.Kind == FeatureKind.Numeric)
        {
            return new NumericColumn(feature, [.. _numbers[index]]);
        }

        var (codes, levels) = (new int[_favourable.Count], new List<string>());
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var row = 0; row < codes.Length; row++)
        {
            codes[row] = _levels[index][row] is { } level ? CodeOf(level) : CategoricalColumn.MissingCode;
        }

        return new CategoricalColumn(feature, codes, levels);

        int CodeOf(string level)
        {
            ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(known, level, out var exists);
            if (!exists)
            {
                code = levels.Count;
                levels.Add(level);
            }

            return code;
        }
    }

    private static GroupColumn Groups(ProtectedAttribute attribute, List<string> values)
    {
        string[] groups = [.. values.Distinct().Order(StringComparer.Ordinal)];
        return new GroupColumn(attribute, [.. values.Select(value => Array.BinarySearch(groups, value, StringComparer.Ordinal))], groups);
    }

    private void Hash(Guid id, bool isRepaid)
    {
        Span<byte> bytes = stackalloc byte[17];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[16] = isRepaid ? (byte)1 : (byte)0;
        _hash.AppendData(bytes);
    }

    private void Hash(long bits)
    {
        Span<byte> bytes = stackalloc byte[8];
        BitConverter.TryWriteBytes(bytes, bits);
        _hash.AppendData(bytes);
    }

    private void Hash(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Hash(bytes.Length);
        _hash.AppendData(bytes);
    }
}
