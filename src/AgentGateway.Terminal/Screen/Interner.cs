using System.Runtime.InteropServices;

namespace AgentGateway.Terminal.Screen;

/// <summary>
/// Keeps each distinct value once and names it by a small number, so that cells stay small. 0 is always the first
/// value.
/// </summary>
internal sealed class Interner<T>
    where T : notnull
{
    private readonly Dictionary<T, uint> _numbers = [];
    private readonly List<T> _values = [];

    public Interner(T first) => Intern(first);

    public int Count => _values.Count;

    public T this[uint number] => _values[(int)number];

    public uint Intern(T value)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, value, out var known);
        if (!known)
        {
            number = (uint)_values.Count;
            _values.Add(value);
        }

        return number;
    }
}
