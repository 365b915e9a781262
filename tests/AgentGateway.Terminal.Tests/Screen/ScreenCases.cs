using System.Text;

namespace AgentGateway.Terminal.Tests.Screen;

/// <summary>Output to show on a screen of a size.</summary>
internal sealed record ScreenCase(string Name, int Columns, int Rows, byte[] Output)
{
    /// <summary>The sizes that the screen is brought to one after the other, after the output.</summary>
    public IReadOnlyList<(int Columns, int Rows)> Resizes { get; init; } = [];

    public int LastColumns => Resizes.Count > 0 ? Resizes[^1].Columns : Columns;

    /// <summary>
    /// The same with a mark in the last column of every row afterwards: only behind a character does tmux 3.3a capture
    /// blanks, and so only then the colours in which they were erased.
    /// </summary>
    public ScreenCase Edged() => this with
    {
        Name = Name + " edged",
        Output =
        [
            .. Output,
            .. Encoding.ASCII.GetBytes(
                "\x18\x0f\e(B\e[m\e[4l\e[?6l\e[?7l"
                    + string.Concat(Enumerable.Range(1, Rows).Select(row => $"\e[{row};{Columns}H|"))),
        ],
    };
}

/// <summary>What a screen showed: the scrollback and the rows with their colours, and where the cursor was.</summary>
internal sealed record ShownScreen(int CursorX, int CursorY, bool Alternate, int ScrollbackLines, string Captured);
