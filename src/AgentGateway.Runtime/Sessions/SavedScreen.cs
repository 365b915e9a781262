using System.Buffers.Binary;
using System.Text;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Writes a screen and its scrollback as bytes, and reads them: for runs whose first output is overwritten. Pure.
/// </summary>
internal static class SavedScreen
{
    private const int ScrollbackLines = 2_000;
    private const int SizeBytes = 2 * sizeof(int);

    public static byte[] Of(TerminalScreen screen)
    {
        var above = string.Join("\r\n", screen.RenderAnsi(ScrollbackLines).Split('\n').SkipLast(screen.Rows));
        // As many empty lines as the screen has rows push everything into the scrollback.
        var text = Encoding.UTF8.GetBytes(
            above.Length == 0 ? "" : above + "\e[0m" + string.Concat(Enumerable.Repeat("\r\n", screen.Rows)));
        var bytes = new byte[SizeBytes];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, screen.Columns);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(sizeof(int)), screen.Rows);
        return [.. bytes, .. text, .. ScreenRepaint.Of(screen)];
    }

    /// <exception cref="InvalidDataException">These are not the bytes of a screen.</exception>
    public static TerminalScreen Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < SizeBytes) throw new InvalidDataException("The saved screen is damaged.");
        var (columns, rows) = (BinaryPrimitives.ReadInt32LittleEndian(bytes),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[sizeof(int)..]));
        if (columns is < 1 or > ScreenLimits.SideMax || rows is < 1 or > ScreenLimits.SideMax)
            throw new InvalidDataException("The saved screen is damaged.");
        var screen = new TerminalScreen(columns, rows);
        screen.Feed(bytes[SizeBytes..]);
        return screen;
    }
}
