using System.Buffers.Binary;
using System.Net;

namespace AgentGateway.Runtime.Egress;

/// <summary>
/// The addresses that stand for names inside of one sandbox, of 127.64.0.0/10: they are on its loopback device, so that
/// a connection to one arrives at the daemon, which finds the name by the address.
/// </summary>
/// <param name="block">
/// Which of the <see cref="Blocks"/> parts of them is given out: a program that goes on with addresses of an earlier table
/// must not reach other names by them.
/// </param>
internal sealed class NameTable(int block = 0)
{
    /// <summary>A sandbox that asks for more names than this gets no answer for the others.</summary>
    public const int NamesMax = 8192;

    public const int Blocks = 512;

    private const uint Lowest = 0x7F40_0001;

    private readonly uint _first = Lowest + (uint)(block % Blocks * NamesMax);

    private readonly Lock _changing = new();
    private readonly List<string> _names = [];
    private readonly Dictionary<string, IPAddress> _addresses = new(StringComparer.Ordinal);

    /// <summary>The name's address, the same each time. Null: there are too many names.</summary>
    public IPAddress? AddressOf(string name)
    {
        lock (_changing)
        {
            if (_addresses.TryGetValue(name, out var known)) return known;
            if (_names.Count == NamesMax) return null;
            var bytes = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, _first + (uint)_names.Count);
            _names.Add(name);
            return _addresses[name] = new(bytes);
        }
    }

    /// <summary>The name that the address stands for, or null.</summary>
    public string? NameOf(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        Span<byte> bytes = stackalloc byte[16];
        if (!plain.TryWriteBytes(bytes, out var length) || length != 4) return null;
        var index = (long)BinaryPrimitives.ReadUInt32BigEndian(bytes) - _first;
        lock (_changing) return index >= 0 && index < _names.Count ? _names[(int)index] : null;
    }
}
