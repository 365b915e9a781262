using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AgentGateway.Domain.Ids;

/// <summary>
/// The time and the entropy of one command. A pure machine has no clock and no id source: it takes the time from here
/// and derives as many ids as it needs, the same ones each time it decides the same command.
/// </summary>
/// <param name="Now">When the command was taken in, UTC.</param>
/// <param name="Seed">
/// 128 random bits of this command, never stored: ids derived from it cannot be guessed from each other.
/// </param>
public readonly record struct Stamp(DateTimeOffset Now, UInt128 Seed)
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>
    /// The id of that ordinal: <paramref name="prefix"/>, then 48 bits of time and 80 of entropy, sorting by time.
    /// </summary>
    public string Id(string prefix, int ordinal)
    {
        Span<byte> input = stackalloc byte[20];
        BinaryPrimitives.WriteUInt128BigEndian(input, Seed);
        BinaryPrimitives.WriteInt32BigEndian(input[16..], ordinal);
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(input, digest);
        var bits = (UInt128)(ulong)Now.ToUnixTimeMilliseconds() << 80
            | (UInt128)BinaryPrimitives.ReadUInt64BigEndian(digest) << 16
            | BinaryPrimitives.ReadUInt16BigEndian(digest[8..]);
        return string.Create(prefix.Length + 27, (prefix, bits), static (text, source) =>
        {
            source.prefix.CopyTo(text);
            text[source.prefix.Length] = '_';
            var rest = source.bits;
            for (var at = text.Length - 1; at > source.prefix.Length; at--)
            {
                text[at] = Alphabet[(int)(uint)(rest & 31)];
                rest >>= 5;
            }
        });
    }
}
