namespace AgentGateway.Cli.Top;

/// <summary>Reads keys out of what a terminal sends.</summary>
internal static class TopKeys
{
    public static IReadOnlyList<TopKey> Read(ReadOnlySpan<byte> bytes)
    {
        var keys = new List<TopKey>();
        while (bytes.Length > 0)
        {
            var length = 1;
            TopKey? key;
            if (bytes is [0x1B, (byte)'[' or (byte)'O', _, ..])
            {
                length = 3 + Math.Max(0, bytes[2..].IndexOfAnyInRange((byte)0x40, (byte)0x7E));
                key = length == 3 ? Arrow(bytes[2]) : null;
                length = Math.Min(length, bytes.Length);
            }
            else
            {
                key = Letter(bytes[0]);
            }

            if (key is { } known) keys.Add(known);
            bytes = bytes[length..];
        }

        return keys;
    }

    private static TopKey? Arrow(byte final) => final switch
    {
        (byte)'A' => TopKey.Up,
        (byte)'B' => TopKey.Down,
        (byte)'C' => TopKey.Right,
        (byte)'D' => TopKey.Left,
        (byte)'H' => TopKey.First,
        (byte)'F' => TopKey.Last,
        _ => null,
    };

    /// <summary>ctrl-c and ctrl-q leave, as they would leave other programs and a session.</summary>
    private static TopKey? Letter(byte letter) => letter switch
    {
        (byte)'h' => TopKey.Left,
        (byte)'l' => TopKey.Right,
        (byte)'k' => TopKey.Up,
        (byte)'j' => TopKey.Down,
        (byte)'g' => TopKey.First,
        (byte)'G' => TopKey.Last,
        (byte)'\r' or (byte)'\n' => TopKey.Attach,
        (byte)'q' or 0x03 or 0x11 => TopKey.Quit,
        _ => null,
    };
}
