using System.Runtime.InteropServices;

namespace AgentGateway.Runtime.Vectors;

/// <summary>
/// Vectors in memory, compared with one another by going through all of them: a hundred thousand take some
/// milliseconds, and the answer is exact. Safe for concurrent use.
/// </summary>
public sealed class VectorIndex
{
    private const int SlotsPerBlock = 1_024;

    private readonly Lock _gate = new();
    private readonly List<Slot> _slots = [];
    private readonly Dictionary<VectorKey, List<int>> _byKey = [];
    private readonly Dictionary<string, HashSet<VectorKey>> _byGroup = new(StringComparer.Ordinal);
    private readonly List<sbyte[]> _blocks = [];

    /// <summary>How many texts have vectors.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _byKey.Count;
        }
    }

    /// <summary>How many numbers each vector has; 0 while there is none.</summary>
    public int Dimension { get; private set; }

    public bool Has(VectorKey key)
    {
        lock (_gate) return _byKey.ContainsKey(key);
    }

    /// <exception cref="ArgumentException">A vector has another length than those that are there.</exception>
    public void Put(EmbeddedText text)
    {
        lock (_gate)
        {
            RemoveKey(text.Key);
            foreach (var vector in text.Vectors)
            {
                if (Dimension == 0) Dimension = vector.Steps.Length;
                if (vector.Steps.Length != Dimension)
                    throw new ArgumentException("Vectors of one index have one length.", nameof(text));
                var slot = _slots.Count;
                if (slot == _blocks.Count * SlotsPerBlock) _blocks.Add(new sbyte[SlotsPerBlock * Dimension]);
                vector.Steps.CopyTo(StepsOf(slot));
                _slots.Add(new(text.Key, text.Group, text.Position, vector.Scale));
                (CollectionsMarshal.GetValueRefOrAddDefault(_byKey, text.Key, out _) ??= []).Add(slot);
            }

            if (text.Vectors.Count > 0)
                (CollectionsMarshal.GetValueRefOrAddDefault(_byGroup, text.Group, out _) ??= []).Add(text.Key);
        }
    }

    public void Remove(VectorKey key)
    {
        lock (_gate) RemoveKey(key);
    }

    public void RemoveGroup(string group)
    {
        lock (_gate)
        {
            foreach (var key in _byGroup.GetValueOrDefault(group)?.ToArray() ?? []) RemoveKey(key);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _slots.Clear();
            _byKey.Clear();
            _byGroup.Clear();
            _blocks.Clear();
            Dimension = 0;
        }
    }

    /// <summary>The texts that were changed the longest ago.</summary>
    public IReadOnlyList<VectorKey> Oldest(int count)
    {
        lock (_gate)
        {
            return
            [
                .. _byKey.OrderBy(text => _slots[text.Value[0]].Position).Take(count).Select(text => text.Key),
            ];
        }
    }

    /// <summary>
    /// The texts whose vectors are nearest, the nearest first, each with the cosine of the angle; none where the vector
    /// has another length.
    /// </summary>
    /// <param name="group">Only texts of that stream; null for all.</param>
    public IReadOnlyList<(VectorKey Key, double Similarity)> Nearest(
        TextVector vector, string? group, int limit, CancellationToken cancellationToken)
    {
        const int SlotsBetweenLooks = 4_096;
        var nearest = new PriorityQueue<int, float>();
        lock (_gate)
        {
            if (vector.Steps.Length != Dimension) return [];
            var slots = CollectionsMarshal.AsSpan(_slots);

            // A text may have several vectors, of which the nearest counts, so a few more are kept than are wanted.
            var kept = limit * 2;
            for (var index = 0; index < slots.Length; index++)
            {
                if (index % SlotsBetweenLooks == 0) cancellationToken.ThrowIfCancellationRequested();
                ref readonly var slot = ref slots[index];
                if (group is not null && slot.Group != group) continue;
                var similarity = slot.Scale * vector.Scale
                    * TextVector.Dot(vector.Steps, StepsOf(index));
                if (nearest.Count < kept) nearest.Enqueue(index, similarity);
                else if (nearest.TryPeek(out _, out var least) && similarity > least)
                    nearest.DequeueEnqueue(index, similarity);
            }

            return
            [
                .. nearest.UnorderedItems.OrderByDescending(each => each.Priority)
                    .Select(each => (_slots[each.Element].Key, Similarity: (double)each.Priority))
                    .DistinctBy(each => each.Key).Take(limit),
            ];
        }
    }

    /// <summary>The last vector takes the place of one that goes.</summary>
    private void RemoveKey(VectorKey key)
    {
        if (!_byKey.Remove(key, out var slots)) return;
        var group = _slots[slots[0]].Group;
        if (_byGroup.GetValueOrDefault(group) is { } keys && keys.Remove(key) && keys.Count == 0) _byGroup.Remove(group);
        foreach (var slot in slots.OrderDescending())
        {
            var last = _slots.Count - 1;
            if (slot != last)
            {
                _slots[slot] = _slots[last];
                StepsOf(last).CopyTo(StepsOf(slot));
                var moved = _byKey[_slots[slot].Key];
                moved[moved.IndexOf(last)] = slot;
            }

            _slots.RemoveAt(last);
        }
    }

    private Span<sbyte> StepsOf(int slot) =>
        _blocks[slot / SlotsPerBlock].AsSpan(slot % SlotsPerBlock * Dimension, Dimension);

    private readonly record struct Slot(VectorKey Key, string Group, long Position, float Scale);
}
