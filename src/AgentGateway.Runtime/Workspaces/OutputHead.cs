using System.Buffers;
using System.Text;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>The beginning of what a program prints.</summary>
internal sealed class OutputHead(int bytesMax) : IOutputTarget
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What came, cut at the limit; a character that the limit tears is left out.</summary>
    public string Text()
    {
        var bytes = _bytes.WrittenSpan;
        if (IsCut)
        {
            var torn = 0;
            while (torn < 3 && torn < bytes.Length && (bytes[^(torn + 1)] & 0xC0) == 0x80) torn++;
            if (torn < bytes.Length && bytes[^(torn + 1)] >= 0xC0) bytes = bytes[..^(torn + 1)];
        }

        return Encoding.UTF8.GetString(bytes);
    }

    public bool IsCut { get; private set; }

    public bool Take(ReadOnlySpan<byte> bytes)
    {
        var room = bytesMax - _bytes.WrittenCount;
        IsCut |= bytes.Length > room;
        _bytes.Write(bytes[..Math.Min(room, bytes.Length)]);
        return !IsCut;
    }
}
