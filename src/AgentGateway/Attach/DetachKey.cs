using System.Buffers.Text;
using AgentGateway.Domain;

namespace AgentGateway.Attach;

/// <summary>
/// Finds the detach key, the one key that is not for the session, in the bytes that a terminal sends. It comes as a
/// control character, or as the keyboard protocols write it once a program has switched them on. In pasted text it is
/// only text.
/// </summary>
internal sealed class DetachKey
{
    private const int MarkBytes = 6;

    private readonly char _letter;
    private byte[] _tail = [];
    private bool _isPasting;

    private DetachKey(char letter) => _letter = letter;

    private byte ControlCharacter => (byte)(char.ToUpperInvariant(_letter) & 0x1F);

    /// <summary><c>ctrl-</c> and a letter or one of <c>] \ ^ _</c>.</summary>
    public static Outcome<DetachKey> Read(string name) =>
        name.StartsWith("ctrl-", StringComparison.OrdinalIgnoreCase) && name.Length == 6
            && (char.IsAsciiLetter(name[5]) || name[5] is ']' or '\\' or '^' or '_')
            ? new DetachKey(char.ToLowerInvariant(name[5]))
            : new Rejection(
                "invalid_key",
                $"\"{name}\" cannot be the key to detach.",
                "Use ctrl- and a letter, or one of ctrl-] ctrl-\\ ctrl-^ ctrl-_.");

    /// <summary>Where the key stands in the next bytes from the terminal; -1 where it does not.</summary>
    public int Find(ReadOnlySpan<byte> bytes)
    {
        var known = _tail.Length;
        byte[] all = [.. _tail, .. bytes];
        _tail = all[^Math.Min(MarkBytes - 1, all.Length)..];
        for (var at = 0; at < all.Length; at++)
        {
            var rest = all.AsSpan(at);
            if (at + MarkBytes > known && (rest.StartsWith("\e[200~"u8) || rest.StartsWith("\e[201~"u8)))
                _isPasting = rest[4] == '0';
            else if (at >= known && !_isPasting && (rest[0] == ControlCharacter || IsKeyReport(rest)))
                return at - known;
        }

        return -1;
    }

    /// <summary>
    /// <c>CSI code ; modifiers u</c>, with the kind of event behind a colon, or <c>CSI 27 ; modifiers ; code ~</c>.
    /// </summary>
    private bool IsKeyReport(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith("\e["u8)
            || bytes[2..].IndexOfAnyInRange((byte)0x40, (byte)0x7E) is not (>= 0 and var length))
            return false;
        var final = bytes[2 + length];
        var parameters = System.Text.Encoding.ASCII.GetString(bytes.Slice(2, length)).Split(';');
        return final switch
        {
            (byte)'u' when parameters.Length >= 2 => Number(parameters[0]) == _letter && IsControl(parameters[1]),
            (byte)'~' when parameters.Length == 3 =>
                parameters[0] == "27" && Number(parameters[2]) == _letter && IsControl(parameters[1]),
            _ => false,
        };
    }

    /// <summary>Control alone, pressed or repeated and not released; locked keys do not count.</summary>
    private static bool IsControl(string modifiers)
    {
        const int Control = 4, Locks = 64 | 128;
        var parts = modifiers.Split(':');
        return ((Number(parts[0]) - 1) & ~Locks) == Control && (parts.Length == 1 || parts[1] != "3");
    }

    /// <summary>The number before any colon.</summary>
    private static int Number(string text) =>
        Utf8Parser.TryParse(System.Text.Encoding.ASCII.GetBytes(text), out int number, out _) ? number : -1;
}
