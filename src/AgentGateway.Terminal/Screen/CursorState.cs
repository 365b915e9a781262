namespace AgentGateway.Terminal.Screen;

public enum CursorShape : byte
{
    Default,
    Block,
    Underline,
    Bar,
}

/// <summary>Where the cursor is, from 0, and how it looks.</summary>
/// <param name="X">The column, always on the screen.</param>
/// <param name="WrapPending">The last column has been written to: the next character goes to the next row.</param>
public readonly record struct CursorState(
    int X, int Y, bool WrapPending, bool Visible, CursorShape Shape, bool Blinking);
