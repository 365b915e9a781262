namespace AgentGateway.Terminal.Screen;

/// <summary>
/// Character sets that a program can designate: plain ASCII, the British one, and DEC's special graphics.
/// </summary>
internal enum CharacterSet : byte
{
    Ascii,
    British,
    LineDrawing,
}

/// <summary>DEC's special graphics as the Unicode characters that they are.</summary>
internal static class LineDrawing
{
    private const int First = 0x5f;
    private const string Graphics = " ◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";

    public static int Translate(CharacterSet set, byte character) => set switch
    {
        CharacterSet.LineDrawing when character >= First => Graphics[character - First],
        CharacterSet.British when character == '#' => '£',
        _ => character,
    };
}
